package io.privnet.meeting.agenda;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * A DATE or DATE-TIME of iCalendar in its zone.
 *
 * @param local on the wall clock; midnight for a date
 * @param wholeDay whether it is a date
 * @param rules of its zone
 */
record Moment(LocalDateTime local, boolean wholeDay, ZoneRules rules) {
  /** The same kind of time in the same zone, at another local time. */
  Moment at(LocalDateTime other) {
    return new Moment(other, wholeDay, rules);
  }

  /**
   * Seconds since 1970-01-01T00:00Z. A local time that daylight saving leaves out has the offset
   * before the gap, one that occurs twice is the first (RFC 5545 §3.3.5).
   */
  long second() {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return local.toEpochSecond(
        offsets.isEmpty() ? rules.getTransition(local).getOffsetBefore() : offsets.getFirst());
  }
}
