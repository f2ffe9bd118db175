package io.privnet.meeting.veto;

import java.util.List;

/**
 * What parties sent is no commitment or share of {@code veto}, or a proof does not hold. The
 * message says what they sent, lower case, without their names.
 */
public final class ProofException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Author> authors;

  ProofException(List<Author> authors, String message) {
    super(message);
    this.authors = List.copyOf(authors);
  }

  /** Who sent it; none when it can be laid at nobody's door. */
  public List<Author> authors() {
    return authors;
  }
}
