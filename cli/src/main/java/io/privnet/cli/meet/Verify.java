package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Console.Style;
import io.privnet.cli.Exit;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.protocol.Audit;
import io.privnet.meeting.protocol.Audit.Finding;
import io.privnet.meeting.transcript.Transcript;
import io.privnet.meeting.transcript.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Computes again everything public in transcripts that parties of a meeting kept: the chain"
            + " of lines and its seal, signatures, proofs, and the result. Several transcripts are"
            + " compared. Whoever can be shown by its own signatures to have cheated is named."
            + " Exit 1 when something does not hold, or the negotiation failed.",
    footer = {
      "  privnet meet verify samples/transcripts/alice.jsonl --json",
      "  privnet meet verify samples/transcripts/*.jsonl"
    })
final class Verify extends Command {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A transcript, or -, one for each party that kept one.")
  private List<String> files;

  @Option(names = "--json", description = "Print a JSON object for each file, and for all.")
  private boolean json;

  @Override
  protected int run(Console console) throws Exception {
    List<Transcript> transcripts = new ArrayList<>();
    for (String file : files) {
      try (InputStream in = console.open(file)) {
        transcripts.add(Transcript.read(Console.nameOf(file), in));
      }
    }
    Verification verification = Verification.of(transcripts);
    for (Verification.Part part : verification.parts()) {
      if (json) {
        console.json(record(part));
      } else {
        print(console, part);
      }
    }
    if (verification.parts().size() > 1) {
      if (json) {
        console.json(comparison(verification));
      } else {
        printComparison(console, verification);
      }
    }
    if (verification.holds()) {
      return Exit.DONE;
    }
    if (!verification.cheaters().isEmpty()) {
      console.note(
          "proven by their own signatures to have cheated: "
              + String.join(", ", verification.cheaters()));
    }
    return Exit.NO;
  }

  private static void print(Console console, Verification.Part part) throws IOException {
    Transcript transcript = part.transcript();
    Audit audit = part.audit();
    console.println(
        console.style(Style.BOLD, transcript.file())
            + ": kept by "
            + plain(transcript.opening().name())
            + ", "
            + transcript.opening().key().fingerprint());
    if (audit.invitation().isPresent()) {
      Invitation invitation = audit.invitation().get();
      console.println("  protocol " + invitation.protocol() + ", " + parties(audit, invitation));
    }
    if (transcript.faults().isEmpty()) {
      holds(console, "the chain of its lines, and the seal of " + audit.keeper());
    }
    for (String check : audit.checks()) {
      holds(console, check);
    }
    for (Finding finding : part.findings()) {
      wrong(console, finding);
    }
    console.println("  " + plain(result(part)));
  }

  private static String parties(Audit audit, Invitation invitation) {
    List<String> negotiators = audit.negotiators();
    if (negotiators.isEmpty()) {
      return "invited: " + String.join(", ", invitation.names());
    }
    List<String> declined =
        invitation.names().stream().filter(name -> !negotiators.contains(name)).toList();
    return "negotiated by "
        + String.join(", ", negotiators)
        + (declined.isEmpty() ? "" : ", declined by " + String.join(", ", declined));
  }

  private static void holds(Console console, String what) throws IOException {
    console.println("  " + console.style(Style.GREEN, "holds") + "  " + plain(what));
  }

  private static void wrong(Console console, Finding finding) throws IOException {
    console.println("  " + console.style(Style.RED, "WRONG") + "  " + plain(finding.what()));
  }

  /** Transcripts come from others, whose words must not control the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }

  private static String result(Verification.Part part) {
    Audit audit = part.audit();
    if (part.failure().isPresent()) {
      return "failed: " + part.failure().get();
    }
    if (audit.declined()) {
      return "declined";
    }
    if (audit.conclusion().isEmpty()) {
      return "no result: " + audit.lack();
    }
    OptionalInt slot = audit.conclusion().get().slot();
    if (slot.isEmpty()) {
      return "no common slot";
    }
    return "common slot "
        + slot.getAsInt()
        + audit
            .invitation()
            .flatMap(Invitation::grid)
            .map(grid -> ", " + time(grid, slot.getAsInt()))
            .orElse("");
  }

  private static String time(Grid grid, int slot) {
    return grid.start(slot).toOffsetDateTime() + "/" + grid.end(slot).toOffsetDateTime();
  }

  private static void printComparison(Console console, Verification verification)
      throws IOException {
    console.println(console.style(Style.BOLD, "compared"));
    if (verification.contradictions().isEmpty()) {
      holds(console, "they do not contradict each other");
    }
    for (Finding finding : verification.contradictions()) {
      wrong(console, finding);
    }
  }

  private static Map<String, Object> record(Verification.Part part) {
    Transcript transcript = part.transcript();
    Audit audit = part.audit();
    Optional<Invitation> invitation = audit.invitation();
    OptionalInt slot = audit.conclusion().map(Audit.Conclusion::slot).orElse(OptionalInt.empty());
    Optional<Grid> grid = invitation.flatMap(Invitation::grid).filter(_ -> slot.isPresent());
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("file", transcript.file());
    record.put("kept_by", transcript.opening().name());
    record.put("fingerprint", transcript.opening().key().fingerprint());
    record.put("protocol", invitation.map(Invitation::protocol).orElse(null));
    record.put("session", audit.session().orElse(null));
    record.put("parties", invitation.map(Invitation::names).orElse(List.of()));
    record.put("negotiators", audit.negotiators());
    record.put("result", kind(part, slot));
    record.put("slot", slot.isPresent() ? slot.getAsInt() : null);
    record.put(
        "start",
        grid.map(g -> g.start(slot.getAsInt()).toOffsetDateTime().toString()).orElse(null));
    record.put(
        "end", grid.map(g -> g.end(slot.getAsInt()).toOffsetDateTime().toString()).orElse(null));
    record.put("failure", part.failure().orElse(null));
    record.put("holds", part.holds());
    record.put("checks", audit.checks());
    record.put("findings", findings(part.findings()));
    return record;
  }

  private static String kind(Verification.Part part, OptionalInt slot) {
    if (part.failure().isPresent()) {
      return "failed";
    }
    if (part.audit().declined()) {
      return "declined";
    }
    if (part.audit().conclusion().isEmpty()) {
      return "unknown";
    }
    return slot.isPresent() ? "slot" : "none";
  }

  private Map<String, Object> comparison(Verification verification) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("compared", files.stream().map(Console::nameOf).toList());
    record.put("holds", verification.contradictions().isEmpty());
    record.put("findings", findings(verification.contradictions()));
    record.put("cheaters", List.copyOf(verification.cheaters()));
    return record;
  }

  private static List<Map<String, Object>> findings(List<Finding> findings) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("cheaters", List.copyOf(finding.cheaters()));
      record.put("what", finding.what());
      records.add(record);
    }
    return records;
  }
}
