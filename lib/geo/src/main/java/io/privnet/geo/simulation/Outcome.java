package io.privnet.geo.simulation;

/**
 * What one architecture did with the messages and reports of a simulation. All counts are totals;
 * the means are of a message.
 *
 * @param setting the size of the system
 * @param architecture which system
 * @param routers how many routers it has: M, or 1
 * @param messages how many messages were sent
 * @param vehicles N, the vehicles present when a message was sent, summed over the messages
 * @param asked m, the routers involved
 * @param clientOperations operations by which clients found the routers
 * @param routerOperations operations by which routers found the vehicles
 * @param requests messages to routers
 * @param deliveries messages to vehicles: k
 * @param targets vehicles truly in the relevance areas, by brute force
 * @param missed targets that report something and got no message
 * @param vain deliveries to vehicles that are outside the area
 * @param silent targets that report nothing, so that no system can know of them
 * @param clientBound the sum of log<sub>2</sub> M + m, M being the virtual locations
 * @param routerBound the sum of m log<sub>2</sub> N + k
 * @param reports reports sent as vehicles moved
 * @param handovers how often a vehicle changed its router
 * @param bytes of requests and deliveries, reports, and of a disconnection and a connection for
 *     each change of the router
 * @param costs for {@link CostFit#of}
 */
public record Outcome(
    Setting setting,
    Architecture architecture,
    int routers,
    long messages,
    long vehicles,
    long asked,
    long clientOperations,
    long routerOperations,
    long requests,
    long deliveries,
    long targets,
    long missed,
    long vain,
    long silent,
    double clientBound,
    double routerBound,
    long reports,
    long handovers,
    Bytes bytes,
    CostFit.Sums costs) {

  /**
   * What was transferred.
   *
   * @param messages requests to routers and deliveries to vehicles
   * @param reports reports of vehicles
   * @param handovers disconnections and connections
   */
  public record Bytes(long messages, long reports, long handovers) {
    /** All together. */
    public long total() {
      return messages + reports + handovers;
    }
  }

  /** The communication complexity: all messages to routers and vehicles. */
  public long communication() {
    return requests + deliveries;
  }

  /** A total per message. */
  public double mean(double total) {
    return total / messages;
  }
}
