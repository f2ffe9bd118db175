package io.privnet.meeting.veto;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Round 1 of a party that is always free and of one that is never: to take the same time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BallotsBenchmark {
  private static final int SLOTS = 24;

  private final Author author = new Author("session", "SHA256:benchmark");
  private final boolean[] free = new boolean[SLOTS];
  private final boolean[] busy = new boolean[SLOTS];

  @Setup
  public void prepare() {
    Arrays.fill(free, true);
  }

  @Benchmark
  public byte[] castFree() {
    return Ballots.cast(author, free).commitments().encoded();
  }

  @Benchmark
  public byte[] castBusy() {
    return Ballots.cast(author, busy).commitments().encoded();
  }
}
