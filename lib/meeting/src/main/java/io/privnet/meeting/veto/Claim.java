package io.privnet.meeting.veto;

import java.util.List;
import java.util.stream.Stream;

/**
 * That a proof holds, which is so when all its equations do.
 *
 * @param author whose proof it is
 */
record Claim(Author author, List<Equation> equations) {
  /** Those that do not hold: all are checked together, and in halves where that fails. */
  static List<Claim> refuted(List<Claim> claims) {
    if (Equation.allHold(claims.stream().flatMap(claim -> claim.equations.stream()).toList())) {
      return List.of();
    }
    if (claims.size() == 1) {
      return claims;
    }
    int half = claims.size() / 2;
    return Stream.of(claims.subList(0, half), claims.subList(half, claims.size()))
        .flatMap(part -> refuted(part).stream())
        .toList();
  }
}
