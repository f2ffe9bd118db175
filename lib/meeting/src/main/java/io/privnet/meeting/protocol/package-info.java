/**
 * How parties negotiate: the protocols, and what passes between them.
 *
 * <p>A {@link io.privnet.meeting.protocol.Protocol} sees a channel to its peers and its own bits;
 * it knows no agenda, no socket, no thread. The phases around it (paper §2.2) are the same for all.
 *
 * <h2>On the wire</h2>
 *
 * <p><b>Frame.</b> Length of the body and number of the frame, 4 bytes each, big-endian; the body,
 * at most 4,194,304 bytes; the sender's signature, 64 bytes. Frames are numbered from 0 in each
 * direction of each connection. A frame without body ends its direction; a connection that closes
 * without one was cut.
 *
 * <p><b>Body.</b> One JSON object in UTF-8 with the reserved parameters of KQML and no others, and
 * spaces after it, so that its length does not tell who sends to whom. The file {@code
 * lib/meeting/WIRE.md} has every kind of message with its fields, what is hashed and signed, and
 * test vectors.
 */
package io.privnet.meeting.protocol;
