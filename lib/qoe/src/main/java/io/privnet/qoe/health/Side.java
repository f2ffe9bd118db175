package io.privnet.qoe.health;

/** Where a capture was made. */
public enum Side {
  /** Where the user sits: control is captured as it is sent, media as it arrives. */
  USER,
  /** Where the instrument stands: control is captured as it arrives, media as it is sent. */
  INSTRUMENT
}
