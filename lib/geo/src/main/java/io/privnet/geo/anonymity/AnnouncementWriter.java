package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Scheme;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Announcements as text: first the scheme, then for each epoch its start, if there are times, and a
 * line for each prefix with its reporters, separated by a tab. A prefix is a string of 0 and 1; the
 * world, which has no bits, is written {@code world}.
 *
 * <pre>
 * # scheme zorder
 * # epoch 0
 * world	6
 * 1101	5
 * # epoch 60
 * 1101	7
 * </pre>
 */
public final class AnnouncementWriter {
  static final String WORLD = "world";

  private final OutputStream out;
  private final Scheme scheme;
  private boolean begun;

  /** Begins a file of announcements that are all of one scheme. */
  public AnnouncementWriter(OutputStream out, Scheme scheme) {
    this.out = out;
    this.scheme = scheme;
  }

  /** Writes an announcement, the only one if it has no time. */
  public void write(Optional<EpochStart> start, Announcement announcement) throws IOException {
    if (!begun) {
      // Not before, as the scheme alone would be an announcement that lets nobody report.
      line("# scheme " + scheme);
      begun = true;
    }
    if (start.isPresent()) {
      line("# epoch " + start.get());
    }
    for (int rank = 0; rank < announcement.size(); rank++) {
      line(name(announcement.prefix(rank)) + '\t' + announcement.reporters(rank));
    }
  }

  /** How a prefix is written. */
  public static String name(Code prefix) {
    return prefix.length() == 0 ? WORLD : prefix.toString();
  }

  private void line(String text) throws IOException {
    out.write((text + '\n').getBytes(StandardCharsets.US_ASCII));
  }
}
