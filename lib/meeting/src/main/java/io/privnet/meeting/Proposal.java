package io.privnet.meeting;

import io.privnet.meeting.agenda.Grid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An invitation before it is known who comes: all of it but the list of parties. Whoever is shown
 * it on a ticket later checks that the host has invited to exactly this.
 *
 * @param initiator name of the party that invites
 * @param protocol short name of the protocol, such as {@code veto}
 * @param terms how it is run
 * @param thirdParty who is trusted with all agendas, if the protocol has one
 * @param slots number of slots of the grid, 1 or more
 * @param first slot at which the negotiation starts, 0 to {@code slots}
 * @param grid when the slots are; absent when only their numbers are known
 * @param expires until when parties may join and reply, a whole second
 * @param nonce 32 hexadecimal digits drawn afresh for this meeting, {@link Invitation#freshNonce()}
 */
public record Proposal(
    String initiator,
    String protocol,
    Terms terms,
    Optional<Party> thirdParty,
    int slots,
    int first,
    Optional<Grid> grid,
    Instant expires,
    String nonce) {
  /**
   * @throws IllegalArgumentException when no invitation could be made of it, whoever comes
   */
  public Proposal {
    Party.checkName(initiator);
    Invitation.check(slots, first, grid, Optional.of(expires), nonce);
  }

  /**
   * The invitation of {@code parties}.
   *
   * @param parties the initiator first
   * @throws IllegalArgumentException when two have the same name or key, or there are too few or
   *     too many
   */
  public Invitation to(List<Party> parties) {
    return new Invitation(
        protocol, terms, parties, thirdParty, slots, first, grid, Optional.of(expires), nonce);
  }

  /** Whether it is this that {@code invitation} invites to. */
  public boolean agreesWith(Invitation invitation) {
    return to(invitation.parties()).equals(invitation);
  }
}
