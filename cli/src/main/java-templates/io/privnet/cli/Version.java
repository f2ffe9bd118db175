package io.privnet.cli;

/** The version of this build. */
final class Version {
  static final String NUMBER = "${project.version}";

  private Version() {}
}
