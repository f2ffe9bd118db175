package io.privnet.geo.simulation;

/** Counts of one architecture while it is simulated. */
final class Tally {
  CostFit.Sums costs = CostFit.Sums.NONE;
  long messages;
  long vehicles;
  long asked;
  long clientOperations;
  long routerOperations;
  long requests;
  long deliveries;
  long targets;
  long missed;
  long vain;
  long silent;
  long handovers;
  double clientBound;
  double routerBound;
}
