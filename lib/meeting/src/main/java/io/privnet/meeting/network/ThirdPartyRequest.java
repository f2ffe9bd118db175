package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.identity.PublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a party says to the third party, in its hello: a form with {@code meeting}; {@code expires};
 * {@code party}, for each in order its key in base64url, a space and its name; {@code name}.
 *
 * @param meeting nonce of its invitation
 * @param expires until when it may be replied to
 * @param parties all that are invited, by name, in order
 * @param name who calls
 */
record ThirdPartyRequest(
    String meeting, Instant expires, SequencedMap<String, PublicKey> parties, String name) {
  ThirdPartyRequest {
    Invitation.checkNonce(meeting);
    parties.keySet().forEach(Party::checkName);
  }

  /** Of one of those invited. */
  static ThirdPartyRequest of(Invitation invitation, String name) {
    SequencedMap<String, PublicKey> parties = new LinkedHashMap<>();
    invitation.parties().forEach(party -> parties.put(party.name(), party.key()));
    return new ThirdPartyRequest(
        invitation.nonce(), invitation.expires().orElseThrow(), parties, name);
  }

  byte[] encode() {
    Form form = new Form().with("meeting", meeting).with("expires", expires);
    for (Map.Entry<String, PublicKey> party : parties.entrySet()) {
      form.with("party", Form.text(party.getValue()) + " " + party.getKey());
    }
    return form.with("name", name).bytes();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static ThirdPartyRequest parse(byte[] hello) {
    Form form = Form.parse(hello);
    String meeting = form.text("meeting");
    Instant expires = form.time("expires");
    SequencedMap<String, PublicKey> parties = new LinkedHashMap<>();
    for (String party : form.texts("party")) {
      String[] keyAndName = party.split(" ", 2);
      if (keyAndName.length < 2 || parties.put(keyAndName[1], Form.key(keyAndName[0])) != null) {
        throw new IllegalArgumentException("the list of parties is damaged");
      }
    }
    ThirdPartyRequest request = new ThirdPartyRequest(meeting, expires, parties, form.text("name"));
    form.end();
    return request;
  }
}
