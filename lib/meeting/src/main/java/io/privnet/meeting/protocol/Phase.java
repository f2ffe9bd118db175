package io.privnet.meeting.protocol;

/** The three phases of a negotiation (paper §2.2). */
public enum Phase {
  /** The initiator invites; every invitee tells all others whether it accepts. */
  INVITATION,
  /** The protocol itself. */
  NEGOTIATION,
  /** Every party tells all others its result. Only a common slot is told. */
  CHECK
}
