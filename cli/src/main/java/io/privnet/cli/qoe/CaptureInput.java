package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.capture.CaptureCensus;
import io.privnet.qoe.capture.CaptureReader;
import java.io.IOException;
import java.io.InputStream;

/** A capture named on the command line. */
final class CaptureInput {
  private CaptureInput() {}

  /** Opens a file, or standard input for {@code -}. */
  static CaptureReader open(Console console, String file) throws IOException {
    InputStream in = console.open(file);
    try {
      return CaptureReader.of(in, Console.nameOf(file));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Says what of the capture was not read or not looked into. */
  static void report(Console console, CaptureCensus census) {
    census.earlyEnd().ifPresent(end -> console.warn(end + "; what stands before is counted"));
    for (CaptureCensus.Count doubt : census.doubts()) {
      console.warn(census.name() + ": " + doubt.count() + " " + doubt.what());
    }
    for (CaptureCensus.Count passed : census.passedOver()) {
      console.detail(census.name() + ": passed over " + passed.count() + " " + passed.what());
    }
    if (census.packets() == 0) {
      console.warn(census.name() + ": no packets");
    }
  }
}
