package io.privnet.cli.geo;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet geo}. */
public final class GeoCommands {
  public static final Group GROUP =
      new Group(
          "geo",
          "Places as prefixes, and the routers that serve them",
          List.of(
              new Group.Leaf(
                  "encode", "Positions to codes, one by one or as a stream", Encode::new),
              new Group.Leaf("decode", "Codes to their cells: centre, bounds, size", Decode::new),
              new Group.Leaf("cover", "An area to the prefixes that cover it", Cover::new),
              new Group.Leaf(
                  "place", "Positions to a table of routers that share them", Place::new),
              new Group.Leaf("assign", "A point or a prefix to its router", Assign::new),
              new Group.Leaf("route", "An area to the routers that serve it", Route::new),
              new Group.Leaf(
                  "announce", "Positions to prefixes that K vehicles share", Announce::new),
              new Group.Leaf(
                  "check", "Whether K vehicles report every announced prefix", Check::new),
              new Group.Leaf(
                  "report", "What vehicles would send, what it costs and hides", Report::new),
              new Group.Leaf("track", "How many vehicles keep K candidates, over time", Track::new),
              new Group.Leaf(
                  "simulate",
                  "The routers on a trace, beside one server and others",
                  Simulate::new),
              new Group.Leaf(
                  "overlay",
                  "Peer-to-peer networks of routers: Table I, measured",
                  OverlayCommand::new)));

  private GeoCommands() {}
}
