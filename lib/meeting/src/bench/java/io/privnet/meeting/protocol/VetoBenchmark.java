package io.privnet.meeting.protocol;

import io.privnet.meeting.Terms;
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
 * A whole negotiation by {@code veto}, invitation to result, all parties in one process, all slots
 * opened in one round; the last one is common.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class VetoBenchmark {
  @Param({"5", "10"})
  private int parties;

  @Param({"24", "168", "672"})
  private int slots;

  private LocalNegotiation negotiation;

  @Setup
  public void prepare() {
    var agendas = Meeting.onlyLastCommon(parties, slots);
    negotiation = new LocalNegotiation("veto", agendas).under(Terms.DEFAULT.opening(0));
  }

  @Benchmark
  public OptionalInt negotiate(Spent spent) throws Exception {
    return spent.on(negotiation, parties).slot();
  }
}
