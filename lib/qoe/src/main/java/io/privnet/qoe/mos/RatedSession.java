package io.privnet.qoe.mos;

import java.util.Map;

/**
 * A session with its score and all its features, from the table or from a capture.
 *
 * @param name what to call it in a report
 * @param connection the network connection, or the empty string
 * @param userClass the user's class, or the empty string
 * @param mos mean opinion score, NaN when not rated
 * @param features values by feature name; a missing or NaN value leaves the session out of that
 *     feature's correlation
 */
public record RatedSession(
    String name, String connection, String userClass, double mos, Map<String, Double> features) {}
