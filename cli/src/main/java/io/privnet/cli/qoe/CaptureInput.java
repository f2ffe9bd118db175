package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Progress;
import io.privnet.qoe.capture.CaptureCensus;
import io.privnet.qoe.capture.CaptureReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture named on the command line, with a progress line while it is read. */
final class CaptureInput implements Closeable {
  private final CaptureReader reader;
  private final Progress progress;

  private CaptureInput(CaptureReader reader, Progress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /** Opens a file, or standard input for {@code -}. */
  static CaptureInput open(Console console, String file) throws IOException {
    String name = file.equals("-") ? "standard input" : file;
    InputStream in = console.open(file);
    Progress progress = console.progress("reading " + name);
    try {
      long size = file.equals("-") ? 0 : Files.size(Path.of(file));
      return new CaptureInput(CaptureReader.of(new Metered(in, progress, size), name), progress);
    } catch (IOException | RuntimeException e) {
      progress.close();
      in.close();
      throw e;
    }
  }

  CaptureReader reader() {
    return reader;
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

  @Override
  public void close() throws IOException {
    progress.close();
    reader.close();
  }

  private static final class Metered extends FilterInputStream {
    private final Progress progress;
    private final long total;
    private long done;

    Metered(InputStream in, Progress progress, long total) {
      super(in);
      this.progress = progress;
      this.total = total;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      done += Math.max(read, 0);
      progress.at(done, total);
      return read;
    }
  }
}
