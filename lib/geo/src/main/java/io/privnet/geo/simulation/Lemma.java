package io.privnet.geo.simulation;

/** How a client finds the routers of an area (Lemma 1 of Geographic dissemination). */
public enum Lemma {
  /**
   * The routers of every stretch of the ring that meets the area: those with a virtual location in
   * it and those whose location comes before it. No vehicle is missed.
   */
  CORRECTED,

  /**
   * The routers with a virtual location inside the area and no others, as the lemma is written. The
   * vehicles at the beginning of a stretch belong to a router whose location lies before the area,
   * and they are missed.
   */
  LITERAL
}
