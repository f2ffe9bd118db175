/**
 * The group, commitments and proofs of the protocol {@code veto}: values in, values out. Who sends
 * what to whom and when is the protocol's business.
 *
 * <p>A party {@link io.privnet.meeting.veto.Ballots#cast casts its ballots}, and broadcasts their
 * {@link io.privnet.meeting.veto.Commitments}. Those of all parties make a {@link
 * io.privnet.meeting.veto.View}, which is verified. For each slot that is opened the ballots then
 * give a {@link io.privnet.meeting.veto.Share} against the view, and the shares of all parties,
 * verified, tell whether somebody is busy.
 */
package io.privnet.meeting.veto;
