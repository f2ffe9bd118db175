package io.privnet.geo.simulation;

/** The systems that §V-A of Geographic dissemination compares. */
public enum Architecture {
  /**
   * The paper's: a vehicle belongs to the router whose virtual location comes before it on the
   * curve, and a message goes to the routers of its area only. Communication m + k.
   */
  RING,

  /** The conventional client and server: one server knows all vehicles. Communication k. */
  SERVER,

  /**
   * As many servers as there are routers, each vehicle at one of them at random: all are asked.
   * Communication M + k.
   */
  RANDOM
}
