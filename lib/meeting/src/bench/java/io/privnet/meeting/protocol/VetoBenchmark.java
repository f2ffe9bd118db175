package io.privnet.meeting.protocol;

import com.sun.management.OperatingSystemMXBean;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
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

  /** Beside the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Each {
    private double cpu;
    private double kilobytes;
    private long negotiations;

    @Setup(Level.Iteration)
    public void reset() {
      cpu = 0;
      kilobytes = 0;
      negotiations = 0;
    }

    /** CPU time a party, the JVM's own included. */
    public double cpuMillisecondsParty() {
      return cpu / negotiations;
    }

    /** Sent by a party, as encoded, signatures included. */
    public double kilobytesParty() {
      return kilobytes / negotiations;
    }
  }

  @Setup
  public void prepare() {
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (int party = 0; party < parties; party++) {
      StringBuilder bits = new StringBuilder();
      for (int slot = 0; slot < slots; slot++) {
        bits.append(slot == slots - 1 || slot % parties != party ? '1' : '0');
      }
      agendas.put("p" + party, Availability.parse(bits.toString()));
    }
    negotiation = new LocalNegotiation("veto", agendas).under(Terms.DEFAULT.opening(0));
  }

  @Benchmark
  public OptionalInt negotiate(Each each) throws Exception {
    long before = cpu();
    Outcome outcome = negotiation.run();
    each.cpu += (cpu() - before) / 1e6 / parties;
    each.kilobytes += outcome.sent().bytes() / 1e3 / parties;
    each.negotiations++;
    return outcome.slot();
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
