/**
 * What one party keeps of a negotiation, so that it can prove afterwards what happened.
 *
 * <p>A {@link io.privnet.meeting.transcript.TranscriptWriter} writes it down, line by line; a
 * {@link io.privnet.meeting.transcript.Transcript} is what was read back; a {@link
 * io.privnet.meeting.transcript.Verification} says what one or several of them prove. No agenda is
 * in it, and none can be computed from the transcripts of all parties together. The format is
 * described in {@code WIRE.md}.
 */
package io.privnet.meeting.transcript;
