package io.privnet.geo.anonymity;

/**
 * How many vehicles were left with fewer than k candidates, by the steps since their first report.
 *
 * <p>The arrays go from step 0, the first report itself, to the horizon. A vehicle counts at a step
 * if it was still seen on the road then or later, so numbers of followed vehicles fall. Those that
 * are exposed once remain exposed.
 *
 * @param k how many candidates are enough
 * @param followed how many vehicles were still on the road
 * @param linkable how many of these had too few candidates when reports are linkable
 * @param unlinkable how many of these had too few candidates when they are not
 * @param silent how many vehicles never reported and so were not followed
 * @see Observer
 */
public record Exposure(int k, int[] followed, int[] linkable, int[] unlinkable, int silent) {
  /** Steps for which vehicles were followed after their first report. */
  public int horizon() {
    return followed.length - 1;
  }

  /** The exposed of those followed when reports are linkable, 0 to 1; NaN if there is none. */
  public double linkableShare(int step) {
    return (double) linkable[step] / followed[step];
  }

  /** The exposed of those followed when reports are not linkable, 0 to 1; NaN if there is none. */
  public double unlinkableShare(int step) {
    return (double) unlinkable[step] / followed[step];
  }
}
