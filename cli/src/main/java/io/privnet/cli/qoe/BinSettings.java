package io.privnet.cli.qoe;

import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.SeriesSettings;
import java.time.Duration;
import java.util.List;

/** What {@link BinOptions} say, validated. */
record BinSettings(Measure measure, Duration interval, Duration maxGap, Alignment alignment) {
  /** How to measure a session's rates. */
  SeriesSettings of(Roles roles) {
    return new SeriesSettings(roles, measure, interval, maxGap, alignment, List.of());
  }
}
