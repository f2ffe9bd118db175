package io.privnet.cli.qoe;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet qoe}. */
public final class QoeCommands {
  public static final Group GROUP =
      new Group("qoe", "Captures of remote instruments and the quality that users saw", List.of());

  private QoeCommands() {}
}
