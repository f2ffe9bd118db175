package io.privnet.meeting.protocol;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What negotiations take beside the time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Spent {
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

  /** Runs one. */
  Outcome on(LocalNegotiation negotiation, int parties)
      throws NegotiationException, InterruptedException {
    long before = cpu();
    Outcome outcome = negotiation.run();
    cpu += (cpu() - before) / 1e6 / parties;
    kilobytes += outcome.sent().bytes() / 1e3 / parties;
    negotiations++;
    return outcome;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
