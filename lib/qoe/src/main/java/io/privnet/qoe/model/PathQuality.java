package io.privnet.qoe.model;

/**
 * ψ, the quality of the network's two paths: the share of what is sent that has its effect at the
 * other end.
 *
 * @param forward ψf, user to instrument, 0 to 1
 * @param reverse ψr, instrument to user, 0 to 1
 */
public record PathQuality(double forward, double reverse) {
  /**
   * @throws IllegalArgumentException when either is not from 0 to 1
   */
  public PathQuality {
    if (!(forward >= 0 && forward <= 1 && reverse >= 0 && reverse <= 1)) {
      throw new IllegalArgumentException(
          "psi is a share from 0 to 1, not " + (forward >= 0 && forward <= 1 ? reverse : forward));
    }
  }
}
