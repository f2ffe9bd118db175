package io.privnet.qoe.model;

/**
 * Rates at which equations (1) to (4) agree, in bit/s.
 *
 * @param inBps b_in
 * @param outBps b_out
 * @param deliveredBps Δb_out
 * @param saturated whether the bottleneck limits Δb_out, so that its queue grows by b_out − b_hop
 */
public record Equilibrium(double inBps, double outBps, double deliveredBps, boolean saturated) {}
