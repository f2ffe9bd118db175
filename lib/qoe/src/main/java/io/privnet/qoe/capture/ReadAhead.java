package io.privnet.qoe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A thread that fills blocks from a stream while those before are looked at, no more than {@value
 * #BLOCKS} at once. What a read gives is handed on at once, so that a live stream is not held up.
 */
final class ReadAhead {
  private static final int BLOCKS = 4;
  private static final int PATIENCE_MILLIS = 50;

  /** Being woken takes a good part of the time in which a block of a file is read. */
  private static final int LOOKS_BEFORE_SLEEP = 2000;

  /** Bytes of the stream, from a given index of the array to {@link #end}. */
  static final class Block {
    final byte[] bytes;
    int end;
    private Throwable failure;

    private Block(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private final InputStream in;
  private final int from;
  private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS + 1);
  private final BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
  private final Thread thread;
  private Block out;
  private boolean ended;

  /**
   * Begins to read.
   *
   * @param size of the blocks' arrays
   * @param from index at which the stream's bytes begin in each
   */
  ReadAhead(InputStream in, int size, int from) {
    this.in = in;
    this.from = from;
    for (int i = 0; i < BLOCKS - 1; i++) {
      free.add(new Block(new byte[size]));
    }
    thread = new Thread(this::run, "capture reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      int read = 0;
      while (read >= 0) {
        Block block = free.take();
        try {
          read = in.read(block.bytes, from, block.bytes.length - from);
          block.end = from + read;
        } catch (IOException | RuntimeException | Error e) {
          block.failure = e;
          read = -1;
        }
        filled.put(block);
      }
    } catch (InterruptedException e) {
      // Nobody wants the rest.
    } finally {
      try {
        in.close();
      } catch (IOException e) {
        // All that was wanted of it has been read.
      }
    }
  }

  /**
   * The next block, which the caller has until it asks for the one after; null at the end.
   *
   * @throws IOException when the stream failed
   */
  Block next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      out = filled.poll();
      for (int look = 0; out == null && look < LOOKS_BEFORE_SLEEP; look++) {
        Thread.onSpinWait();
        out = filled.poll();
      }
      if (out == null) {
        out = filled.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while reading");
    }
    if (out.failure != null) {
      ended = true;
      switch (out.failure) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(out.failure);
      }
    }
    ended = out.end < from;
    return ended ? null : out;
  }

  /** Gives an array back to be filled again. */
  void giveBack(byte[] bytes) {
    free.add(new Block(bytes));
  }

  /**
   * Has the stream closed by the thread that reads it, as soon as it is not reading. A pipe that is
   * silent is not waited for.
   */
  void stop() {
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
