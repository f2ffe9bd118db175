package io.privnet.cli;

/**
 * An expected end of a command that a person can do something about: the text after {@code privnet:
 * error:}, perhaps one after {@code privnet: hint:}, and the exit code. Messages are lower case,
 * without a full stop, and name the option or the {@code file:line} to look at.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exit;
  private final String hint;

  private Failure(int exit, String message, String hint, Throwable cause) {
    super(message, cause);
    this.exit = exit;
    this.hint = hint;
  }

  /** The command line is wrong: exit 2. */
  public static Failure usage(String message) {
    return new Failure(Exit.USAGE, message, null, null);
  }

  /** The input is wrong, or a file cannot be read or written: exit 3. */
  public static Failure data(String message) {
    return new Failure(Exit.DATA, message, null, null);
  }

  /** A peer, the network or the protocol failed: exit 4. */
  public static Failure peer(String message, Throwable cause) {
    return new Failure(Exit.PEER, message, null, cause);
  }

  /** The same failure with advice that names what to do. */
  public Failure hint(String advice) {
    return new Failure(exit, getMessage(), advice, getCause());
  }

  /** The same failure with what brought it about, shown with {@code -vv}. */
  public Failure because(Throwable cause) {
    return new Failure(exit, getMessage(), hint, cause);
  }

  /** Whether it is about an input, so that the command can go on to others. */
  public boolean concernsInput() {
    return exit == Exit.DATA;
  }

  int exit() {
    return exit;
  }

  /** The advice, or null when there is none. */
  String hint() {
    return hint;
  }
}
