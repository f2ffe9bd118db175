package io.privnet.meeting.protocol;

import io.privnet.meeting.Terms;
import io.privnet.meeting.sdc.PublicSetup;
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
 * A whole negotiation of 24 slots by {@code sdc}, invitation to result, all parties in one process;
 * the last slot is the common one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SdcBenchmark {
  private static final int SLOTS = 24;

  @Param({"1024", "2048", "3072"})
  private int modulusBits;

  @Param({"5", "10"})
  private int parties;

  @Param({"false", "true"})
  private boolean batch;

  private LocalNegotiation negotiation;

  @Setup
  public void prepare() {
    var agendas = Meeting.onlyLastCommon(parties, SLOTS);
    Terms terms = Terms.DEFAULT.with(PublicSetup.ready(modulusBits).toString());
    negotiation = new LocalNegotiation("sdc", agendas).under(batch ? terms.batched() : terms);
  }

  @Benchmark
  public OptionalInt negotiate(Spent spent) throws Exception {
    return spent.on(negotiation, parties).slot();
  }
}
