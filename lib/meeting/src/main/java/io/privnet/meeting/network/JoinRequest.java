package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import java.util.Base64;
import java.util.Optional;

/**
 * What somebody who wants to join says to the host, in its hello: a form with {@code secret} in
 * base64url, {@code name}, {@code nonce} and {@code address}.
 *
 * @param secret from the ticket
 * @param name what it wants to be called
 * @param nonce 32 hexadecimal digits drawn afresh, which the invitation has to repeat
 * @param address where it takes connections of the other parties; absent when all goes by way of
 *     the host
 */
record JoinRequest(byte[] secret, String name, String nonce, Optional<Address> address) {
  JoinRequest {
    Party.checkName(name);
    Invitation.checkNonce(nonce);
  }

  byte[] encode() {
    return new Form()
        .with("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
        .with("name", name)
        .with("nonce", nonce)
        .with("address", address)
        .bytes();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static JoinRequest parse(byte[] hello) {
    Form form = Form.parse(hello);
    JoinRequest request =
        new JoinRequest(
            Base64.getUrlDecoder().decode(form.text("secret")),
            form.text("name"),
            form.text("nonce"),
            form.optionalText("address").map(Address::parse));
    form.end();
    return request;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "request of " + name + " to join";
  }
}
