package io.privnet.meeting.network;

import io.privnet.meeting.identity.Fingerprint;
import java.util.Optional;

/**
 * Somebody whom the host knows and lets in.
 *
 * @param key the party's
 * @param name what it is called in this meeting; absent when it may say so itself
 */
public record Invitee(Fingerprint key, Optional<String> name) {}
