/**
 * How parties negotiate: the protocols, and what passes between them.
 *
 * <p>A {@link io.privnet.meeting.protocol.Protocol} sees a channel to its peers and its own bits;
 * it knows no agenda, no socket, no thread. The phases around it (paper §2.2) are the same for all.
 *
 * <p>What passes between the parties is described, byte for byte and with test vectors, in {@code
 * WIRE.md} beside the library's {@code pom.xml}, so that a program in another language can take
 * part. In short: a frame is the length of the body and its number, 4 bytes each, the body, and the
 * sender's Ed25519 signature over number and body; a body is a JSON object with KQML's reserved
 * parameters, padded with spaces so that its length does not tell who sends to whom. The invitation
 * is labelled by the hash of its content, and all messages after the replies by a hash over
 * everything that was proposed and answered. In one process the same frames pass between the
 * parties.
 *
 * <p>{@link io.privnet.meeting.protocol.Audit} computes everything public again from the frames
 * that a party kept.
 */
package io.privnet.meeting.protocol;
