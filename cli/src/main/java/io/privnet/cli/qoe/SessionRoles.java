package io.privnet.cli.qoe;

import picocli.CommandLine;

/** The options that say who is who. */
final class SessionRoles {
  @CommandLine.Option(
      names = "--user",
      paramLabel = "ADDR[,ADDR...]",
      description = "The user's addresses, IPv4 or IPv6.")
  String user;

  @CommandLine.Option(
      names = "--instrument",
      paramLabel = "ADDR[:PORT][,...]",
      description =
          "The instrument's addresses; a port narrows its TCP side to that port; [IPV6]:PORT.")
  String instrument;
}
