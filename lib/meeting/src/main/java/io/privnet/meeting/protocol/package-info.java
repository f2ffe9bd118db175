/**
 * How parties negotiate: the protocols, and what passes between them.
 *
 * <p>A {@link io.privnet.meeting.protocol.Protocol} sees a channel to its peers and its own bits;
 * it knows no agenda, no socket, no thread. The phases around it (paper §2.2) are the same for all.
 *
 * <h2>On the wire</h2>
 *
 * <p><b>Frame.</b> Length of the body and number of the frame, 4 bytes each, big-endian; then the
 * body, at most 4,194,304 bytes. Frames are numbered from 0 in each direction of each connection. A
 * frame without body ends its direction; a connection that closes without one was cut.
 *
 * <p><b>Body.</b> One JSON object in UTF-8 with the reserved parameters of KQML and no others:
 *
 * <table>
 * <caption>Parameters of a message</caption>
 * <tr><th>parameter</th><th>value</th></tr>
 * <tr><td>{@code performative}</td><td>as below</td></tr>
 * <tr><td>{@code sender}</td><td>who sends this very message</td></tr>
 * <tr><td>{@code receiver}</td><td>to whom</td></tr>
 * <tr><td>{@code reply-with}</td><td>in an invitation: the session, 32 hexadecimal digits</td></tr>
 * <tr><td>{@code in-reply-to}</td><td>in all others: the same</td></tr>
 * <tr><td>{@code language}</td><td>{@code json}</td></tr>
 * <tr><td>{@code ontology}</td><td>{@code privnet-meeting-1}</td></tr>
 * <tr><td>{@code content}</td><td>an object: {@code kind} and the fields below</td></tr>
 * </table>
 *
 * <p>Spaces follow the object, as many as its names are shorter than twice the longest name of the
 * session (in UTF-8, as escaped), so that the length does not tell who sends to whom.
 *
 * <table>
 * <caption>Kinds of content</caption>
 * <tr><th>kind</th><th>performative</th><th>fields</th></tr>
 * <tr><td>{@code invitation}</td><td>{@code ask-one}</td><td>{@code protocol} name, {@code parties}
 *   list of names, {@code slots} 1 to 1,000,000, {@code first} slot to try, {@code grid} canonical
 *   text or absent</td></tr>
 * <tr><td>{@code reply}</td><td>{@code tell}, or {@code sorry} to decline</td><td>{@code accept}
 *   true or false</td></tr>
 * <tr><td>{@code bit}</td><td>{@code tell}</td><td>{@code slot}, {@code left} a 0 or 1 for each
 *   negotiator, {@code bit} 0 or 1</td></tr>
 * <tr><td>{@code inputs}, {@code outputs}</td><td>{@code tell}</td><td>{@code slot} the first that
 *   they are for, {@code values} numbers in Base64</td></tr>
 * <tr><td>{@code masks}, {@code witnesses}, {@code products}</td><td>{@code tell}</td><td>{@code
 *   slot}, {@code level} of the tree of gates from 1, {@code values}</td></tr>
 * <tr><td>{@code agenda}</td><td>{@code ask-one}</td><td>{@code parties} who negotiate, {@code
 *   first} slot of the bits, {@code bits}</td></tr>
 * <tr><td>{@code answer}</td><td>{@code tell}</td><td>{@code slot}, absent when none</td></tr>
 * <tr><td>{@code result}</td><td>{@code tell}</td><td>{@code slot}</td></tr>
 * <tr><td>{@code stalled}</td><td>{@code error}</td><td>none</td></tr>
 * <tr><td>{@code failure}</td><td>{@code error}</td><td>{@code accused} list of names, {@code
 *   reason} text</td></tr>
 * </table>
 */
package io.privnet.meeting.protocol;
