package io.privnet.meeting.protocol;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A whole negotiation by {@code xor}, invitation to result, all parties in one process; the last
 * slot is the common one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class XorBenchmark {
  @Param({"5", "10"})
  private int parties;

  @Param({"24", "168", "672"})
  private int slots;

  private LocalNegotiation negotiation;

  @Setup
  public void prepare() {
    var agendas = Meeting.onlyLastCommon(parties, slots);
    negotiation = new LocalNegotiation("xor", agendas);
  }

  @Benchmark
  public OptionalInt negotiate(Spent spent) throws Exception {
    return spent.on(negotiation, parties).slot();
  }
}
