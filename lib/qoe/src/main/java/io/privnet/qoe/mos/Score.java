package io.privnet.qoe.mos;

/**
 * What one rater thought of one session.
 *
 * @param rater the rater's name: a {@code rater_…} column, or a cell of the column {@code rater}
 * @param value from 1, bad, to 5, excellent
 */
public record Score(String rater, double value) {}
