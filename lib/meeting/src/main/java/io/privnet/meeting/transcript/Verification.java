package io.privnet.meeting.transcript;

import io.privnet.meeting.protocol.Audit;
import io.privnet.meeting.protocol.Audit.Conclusion;
import io.privnet.meeting.protocol.Audit.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What transcripts of one negotiation prove: each by itself, and beside each other.
 *
 * @param parts one for each transcript
 * @param contradictions between them
 */
public record Verification(List<Part> parts, List<Finding> contradictions) {
  public Verification {
    parts = List.copyOf(parts);
    contradictions = List.copyOf(contradictions);
  }

  /**
   * One transcript.
   *
   * @param audit of the frames in it
   * @param findings all that does not hold
   */
  public record Part(Transcript transcript, Audit audit, List<Finding> findings) {
    public Part {
      findings = List.copyOf(findings);
    }

    /** Whether it shows a negotiation that ended as it says, without anything wrong. */
    public boolean holds() {
      return findings.isEmpty() && failure().isEmpty();
    }

    /** Why the negotiation failed, if it did. */
    public Optional<String> failure() {
      return transcript.closing().flatMap(Entry.Closing::failure);
    }
  }

  /**
   * Verifies transcripts.
   *
   * @param transcripts at least one
   */
  public static Verification of(List<Transcript> transcripts) {
    List<Part> parts = transcripts.stream().map(Verification::part).toList();
    return new Verification(
        parts,
        parts.size() < 2 ? List.of() : Audit.compare(parts.stream().map(Part::audit).toList()));
  }

  private static Part part(Transcript transcript) {
    Entry.Opening opening = transcript.opening();
    Audit audit = Audit.of(opening.name(), opening.key(), transcript.frames());
    List<Finding> findings = new ArrayList<>();
    transcript.faults().forEach(fault -> findings.add(new Finding(Set.of(), fault)));
    findings.addAll(audit.findings());
    transcript
        .closing()
        .filter(closing -> closing.failure().isEmpty())
        .flatMap(closing -> contradiction(closing.slot(), audit))
        .ifPresent(what -> findings.add(new Finding(Set.of(), what)));
    return new Part(transcript, audit, findings);
  }

  private static Optional<String> contradiction(OptionalInt stated, Audit audit) {
    String statement = audit.keeper() + " says that " + result(stated);
    Optional<Conclusion> conclusion = audit.conclusion();
    if (conclusion.isPresent()) {
      return conclusion.get().slot().equals(stated)
          ? Optional.empty()
          : Optional.of(
              statement + ", but what it kept comes to " + result(conclusion.get().slot()));
    }
    return audit.declined() && stated.isEmpty()
        ? Optional.empty()
        : Optional.of(statement + ", but there is too little to show it: " + audit.lack());
  }

  private static String result(OptionalInt slot) {
    return slot.isPresent() ? "slot " + slot.getAsInt() + " is common" : "no slot is common";
  }

  /** Whether all of them hold and nothing contradicts. */
  public boolean holds() {
    return contradictions.isEmpty() && parts.stream().allMatch(Part::holds);
  }

  /** Who is proven to have cheated, by their own signatures. */
  public Set<String> cheaters() {
    Set<String> cheaters = new TreeSet<>();
    parts.forEach(part -> part.findings().forEach(finding -> cheaters.addAll(finding.cheaters())));
    contradictions.forEach(finding -> cheaters.addAll(finding.cheaters()));
    return cheaters;
  }
}
