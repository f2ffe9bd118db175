package io.privnet.meeting.network;

import java.nio.charset.StandardCharsets;

/**
 * What a joiner says in its hello to have something passed on: a form with {@code meeting}, {@code
 * name} and {@code peer}.
 *
 * @param meeting its nonce
 * @param name of the party that asks
 * @param peer the party that it wants to reach
 */
record RelayRequest(String meeting, String name, String peer) {
  private static final String PEER = "peer";

  byte[] encode() {
    return new Form().with(PEER, peer).with("name", name).with("meeting", meeting).bytes();
  }

  /** Whether a hello is one, well formed or not. */
  static boolean is(byte[] hello) {
    return new String(hello, StandardCharsets.ISO_8859_1).startsWith(PEER + "=");
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static RelayRequest parse(byte[] hello) {
    Form form = Form.parse(new String(hello, StandardCharsets.ISO_8859_1));
    RelayRequest request =
        new RelayRequest(form.text("meeting"), form.text("name"), form.text(PEER));
    form.end();
    return request;
  }
}
