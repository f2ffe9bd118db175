package io.privnet.qoe.health;

/**
 * How far the clocks of two captures of one session are apart, from packets that are in both, as
 * NTP does (RFC 5905 §8): half the difference between the smallest delays of the two directions, as
 * the clocks show them.
 *
 * <p>That the smallest delays are equal in truth is an assumption: if the path to the instrument
 * takes a seconds at least and the path back b, the offset is (a − b) / 2 too large, the delays of
 * the two directions come out the same, and only their sum is sure. What is off is at most half of
 * {@link #roundTripNanos}. A drift between the clocks is not taken out.
 *
 * @param nanos the instrument's clock minus the user's, in nanoseconds
 * @param roundTripNanos sum of both directions' smallest delays, whatever the offset
 * @param forwardPackets packets to the instrument that it rests on
 * @param reversePackets packets to the user that it rests on
 */
public record ClockOffset(
    long nanos, long roundTripNanos, long forwardPackets, long reversePackets) {}
