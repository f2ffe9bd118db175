package io.privnet.geo.simulation;

/** What a router keeps its vehicles in, to answer range queries. */
public enum Structure {
  /**
   * A range tree with fractional cascading over full positions, as in Lemma 2 of Geographic
   * dissemination; an interval tree over truncated reports (§V-A).
   */
  TREE,

  /**
   * The index over the curve that a running router would use, which takes updates as vehicles move
   * and answers by the cells that cover the area.
   */
  INDEX
}
