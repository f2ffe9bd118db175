package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.qoe.mos.MosFit;
import io.privnet.qoe.mos.MosReport;
import io.privnet.qoe.mos.RatedSession;
import io.privnet.qoe.mos.Screening;
import io.privnet.qoe.mos.SessionFeatures;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

@CommandLine.Command(
    description = {
      "Reads a table of sessions, measures their captures, and tells how the opinion scores go with"
          + " what was measured: means by connection and user class, rater screening,"
          + " correlations, the fit of MOS on demand and supply, and how well it predicts.",
      "Columns, all but captures or ratings optional: session (a name); capture (relative to the"
          + " table; files of one session separated by ;); capture_instrument (made at the"
          + " instrument, for psi_f and psi_r); user, instrument; connection, user_class; mos or"
          + " one rater_... column per rater, unless --scores has the ratings; task_1, task_2, ..."
          + " as START/END, each in seconds since the first frame, in seconds since 1970 or in ISO"
          + " 8601. Further numeric columns are features too; b_in_bps and delta_b_out_bps, where"
          + " given, stand in for a capture.",
      "The fit predicts a new session's MOS (--predict) from its mean b_in and delta_b_out."
          + " Intervals are of 95 %% throughout."
    },
    footer = {
      "  privnet qoe mos samples/sessions.csv",
      "  privnet qoe mos samples/sessions.csv --json --predict 60000,30000000"
    })
final class MosCommand extends Command {
  private static final Pattern RATES = Pattern.compile("([0-9.eE+]+),([0-9.eE+]+)");

  @CommandLine.Parameters(
      paramLabel = "SESSIONS.csv",
      description = "The table; - is standard input.")
  private String table;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Option(
      names = "--scores",
      paramLabel = "FILE",
      description =
          "Ratings in long form: CSV with the columns session, rater and score; a session is named"
              + " as in the table's column session, else by its capture.")
  private String scores;

  @CommandLine.Mixin private BinOptions binOptions;

  @CommandLine.Option(
      names = "--screen",
      description = "Leave out the raters whom ITU-R BT.500 rejects; else they are only named.")
  private boolean screen;

  @CommandLine.Option(
      names = "--predict",
      paramLabel = "CAPTURE|RATES",
      description =
          "Predict the MOS of a session from its capture, with --user and --instrument, or from its"
              + " mean rates as B_IN,DELTA_B_OUT in bit/s.")
  private String predict;

  @CommandLine.Option(
      names = "--json",
      description =
          "JSON Lines, their kind in the key record: session, task, cell, rater, left_out (of the"
              + " fit), statistic, prediction.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    BinSettings bins = binOptions.settings();
    SessionMeasurements measurements = new SessionMeasurements(console, roleOptions, bins);
    if (predict != null && predict.equals("-") && table.equals("-")) {
      throw Failure.usage("standard input (-) can be read only once");
    }
    SessionMeasurements.Rated rated = measurements.of(table, scores);
    if (rated.sessions().stream().allMatch(session -> session.scores().isEmpty())) {
      throw Failure.data(table + ": no session is rated")
          .hint("add a column mos or columns rater_... to the table, or --scores FILE");
    }
    Screening screening = Screening.of(rated.sessions());
    List<RatedSession> kept = screen ? screening.applied(rated.sessions()) : rated.sessions();
    MosReport report = MosReport.of(kept);
    MosPage.About about =
        new MosPage.About(
            Console.nameOf(table),
            bins,
            rated.raters(),
            screening,
            screen ? screening.rejected() : Set.of());
    Optional<MosPage.Predicted> predicted = predicted(measurements, report.fit());
    if (json) {
      MosRecords.print(console, about, report, predicted);
    } else {
      new MosPage(console, about, report, predicted).print();
    }
    if (rated.failed() > 0) {
      throw Failure.data(
          Console.nameOf(table)
              + ": "
              + rated.failed()
              + " of "
              + rated.sessions().size()
              + " sessions could not be measured");
    }
    if (predict != null && predicted.isEmpty()) {
      throw Failure.data("no prediction: " + report.fit().obstacle());
    }
    return Exit.DONE;
  }

  private Optional<MosPage.Predicted> predicted(SessionMeasurements measurements, MosFit fit)
      throws IOException {
    if (predict == null) {
      return Optional.empty();
    }
    Matcher rates = RATES.matcher(predict);
    double in;
    double out;
    String what;
    if (rates.matches()) {
      in = rate(rates.group(1));
      out = rate(rates.group(2));
      what = "the given rates";
    } else {
      SessionFeatures features = measurements.of(predict);
      in = features.meanInBps();
      out = features.meanOutBps();
      what = Console.nameOf(predict);
      if (!(in > 0 && out > 0)) {
        throw Failure.data(
            what + ": no prediction without " + (in > 0 ? "delta_b_out" : "b_in") + " above 0");
      }
    }
    return fit.isDefined()
        ? Optional.of(new MosPage.Predicted(what, in, out, fit.predict(in, out)))
        : Optional.empty();
  }

  private static double rate(String text) {
    double rate;
    try {
      rate = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      rate = Double.NaN;
    }
    if (!(rate > 0 && rate < 1e15)) {
      throw Failure.usage("--predict takes rates above 0 in bit/s, not " + text);
    }
    return rate;
  }
}
