package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.agenda.Grid;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The negotiations that a user has begun and that did not come to an end.
 *
 * <p>Each of them, run again, can tell the others one more thing about an agenda. So the user is
 * shown them before another one about the same time.
 *
 * <p>Each is a file, named by the nonce of its invitation, from when it begins until it ends well.
 * In a line stand a word and what it says, with tabs between: {@code begun} and the time; {@code
 * slots} and the start of the first and the end of the last, in seconds, or how many there are;
 * {@code party}, its fingerprint and its name; {@code reason}.
 */
final class Unfinished {
  /** Longer files are none of these. */
  private static final int MAX_LENGTH = 1 << 20;

  /** How long one is kept whose slots are mere numbers. */
  private static final Duration KEPT_WITHOUT_TIME = Duration.ofDays(90);

  private static final String SLOTS = "slots";

  /** What a file says. */
  private record Negotiation(
      Instant begun, List<Long> slots, Map<String, String> parties, String reason) {
    /** A window in seconds, or nothing but a number of slots. */
    boolean isAbout(List<Long> others) {
      return slots.size() == 2 && others.size() == 2
          ? slots.get(0) < others.get(1) && others.get(0) < slots.get(1)
          : slots.equals(others);
    }

    boolean isOver() {
      Instant end =
          slots.size() == 2 ? Instant.ofEpochSecond(slots.get(1)) : begun.plus(KEPT_WITHOUT_TIME);
      return end.isBefore(Instant.now());
    }
  }

  private final Console console;
  private final Optional<Path> folder;
  private Path current;

  /**
   * @param folder where they are kept; nowhere when the user has no home
   */
  Unfinished(Console console, Optional<Path> folder) {
    this.console = console;
    this.folder = folder;
  }

  /**
   * Warns of those about the same time.
   *
   * @param with fingerprints of which at least one took part; empty when it does not matter whose
   * @return whether there are any
   */
  boolean warn(Slots slots, Collection<String> with) {
    List<Negotiation> same = new ArrayList<>();
    try {
      for (Negotiation one : read()) {
        boolean met = with.isEmpty() || with.stream().anyMatch(one.parties::containsKey);
        if (met && one.isAbout(seconds(slots))) {
          same.add(one);
        }
      }
    } catch (IOException e) {
      console.warn(
          "cannot tell what was cut short before, in "
              + folder.orElseThrow()
              + ": "
              + Console.reason(e));
    }
    if (same.isEmpty()) {
      return false;
    }
    same.sort(Comparator.comparing(Negotiation::begun));
    console.warn("you have negotiated about this time before, and it was cut short:");
    for (Negotiation one : same) {
      console.note(
          "  "
              + ProposalText.time(one.begun.atZone(ZoneId.systemDefault()))
              + " with "
              + String.join(", ", one.parties.values())
              + "; "
              + one.reason);
    }
    console.note("each time again can tell the others one more thing about your agenda:");
    console.note("better without whoever was the reason");
    return true;
  }

  private List<Negotiation> read() throws IOException {
    List<Negotiation> all = new ArrayList<>();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get())) {
      for (Path file : files) {
        Optional<Negotiation> one = read(file);
        if (one.isPresent() && one.get().isOver()) {
          Files.deleteIfExists(file);
        } else {
          one.ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** What is no such file is left alone. */
  private static Optional<Negotiation> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_LENGTH) {
      return Optional.empty();
    }
    Instant begun = null;
    List<Long> slots = List.of();
    Map<String, String> parties = new LinkedHashMap<>();
    String reason = "broken off here";
    try {
      for (String line : Files.readString(file).lines().toList()) {
        List<String> words = List.of(line.split("\t", -1));
        switch (words.getFirst()) {
          case "begun" -> begun = Instant.parse(words.get(1));
          case SLOTS -> slots = words.stream().skip(1).map(Long::valueOf).toList();
          case "party" -> parties.put(words.get(1), words.get(2));
          case "reason" -> reason = words.get(1);
          default -> {}
        }
      }
    } catch (CharacterCodingException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
    return begun == null
        ? Optional.empty()
        : Optional.of(new Negotiation(begun, slots, parties, reason));
  }

  private static List<Long> seconds(Slots slots) {
    if (slots.grid().isEmpty()) {
      return List.of((long) slots.count());
    }
    Grid grid = slots.grid().get();
    return List.of(
        grid.start(slots.firstShown()).toEpochSecond(),
        grid.end(slots.count() - 1).toEpochSecond());
  }

  /** A negotiation begins. */
  void begin(Invitation invitation, String self) {
    if (folder.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("begun\t" + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    StringBuilder slots = new StringBuilder(SLOTS);
    seconds(Slots.of(invitation)).forEach(second -> slots.append('\t').append(second));
    lines.add(slots.toString());
    for (Party party : invitation.parties()) {
      if (!party.name().equals(self) && party.runBy().isEmpty()) {
        lines.add("party\t" + party.key().fingerprint() + "\t" + oneLine(party.name()));
      }
    }
    Path file = folder.get().resolve(invitation.nonce());
    try {
      Files.createDirectories(folder.get(), only("rwx------"));
      Files.createFile(file, only("rw-------"));
      Files.write(file, lines);
      current = file;
    } catch (IOException e) {
      console.warn("cannot remember this negotiation in " + file + ": " + Console.reason(e));
    }
  }

  /** The negotiation has come to an end. */
  void finish() throws IOException {
    if (current != null) {
      Files.deleteIfExists(current);
    }
  }

  /** The negotiation has been cut short. */
  void fail(String reason) throws IOException {
    if (current != null) {
      Files.writeString(current, "reason\t" + oneLine(reason) + "\n", StandardOpenOption.APPEND);
    }
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
