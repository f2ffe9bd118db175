package io.privnet.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What a command reads from and prints to. The one class that prints.
 *
 * <p>The rules: standard output carries data and nothing else, in UTF-8 with {@code \n}; with
 * {@code --json} it is one JSON object a line. Everything said to a person goes to standard error,
 * each line beginning {@code privnet: }, then {@code error: }, {@code warning: } or {@code hint: }
 * where it is one, in lower case without a full stop. {@code -q} silences all but errors; {@code
 * -v} adds details. Colour and carriage returns go to terminals only. Writing to a closed pipe ends
 * the command at once.
 */
public final class Console {
  /** When to colour. */
  enum Colour {
    auto,
    always,
    never
  }

  /** How a piece of text stands out on a terminal that shows colours. */
  public enum Style {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** How much to say. */
  enum Talk {
    QUIET,
    NORMAL,
    VERBOSE,
    TRACE
  }

  /** Standard output could not be written; the message is the system's reason. */
  static final class OutputException extends IOException {
    private static final long serialVersionUID = 1;

    OutputException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    boolean pipeClosed() {
      return getMessage() != null && getMessage().contains("Broken pipe");
    }
  }

  private static final int TERMINAL_COLUMNS = 80;
  private static final String KEYBOARD = "/dev/tty";
  private static final int LONGEST_LINE = 1 << 20;

  // Which of the three standard streams are terminals, as digits 0, 1, 2: the launcher looks, since
  // Java can tell only of all of them at once.
  private static final String TERMINALS = System.getProperty("privnet.terminals", "");

  private final OutputStream data =
      new BufferedOutputStream(new Checked(new FileOutputStream(FileDescriptor.out)), 1 << 16);
  private final PrintStream messages =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  private final Talk talk;
  private final boolean colourOut;
  private final boolean colourErr;
  private JsonLines json;
  private boolean inputTaken;
  private Progress reading;
  private volatile boolean asking;

  Console(Talk talk, Colour colour) {
    this.talk = talk;
    boolean allowed =
        colour != Colour.never
            && (colour == Colour.always
                || System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                    && !"dumb".equals(System.getenv("TERM")));
    this.colourOut = allowed && (colour == Colour.always || outputIsTerminal());
    this.colourErr = allowed && (colour == Colour.always || errorIsTerminal());
  }

  // --- reading

  /** What a file of the command line is called in messages: {@code -} is standard input. */
  public static String nameOf(String file) {
    return file.equals("-") ? "standard input" : file;
  }

  /**
   * Opens a file, or standard input for {@code -}, which can be taken once.
   *
   * @throws Failure when it is missing, a folder or unreadable, or standard input was taken already
   */
  public InputStream open(String file) {
    if (file.equals("-")) {
      if (inputTaken) {
        throw Failure.usage("standard input (-) can be read only once");
      }
      inputTaken = true;
      if (TERMINALS.contains("0")) {
        hint("reading from the terminal; end with Ctrl-D, or name a file");
      }
      return metered(
          new Named("standard input", new FileInputStream(FileDescriptor.in)), "standard input", 0);
    }
    if (file.isEmpty()) {
      throw Failure.data("cannot read '': not a file name");
    }
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw Failure.data("cannot read " + file + ": is a folder");
      }
      if (!Files.exists(path)) {
        throw new NoSuchFileException(file);
      }
      // Not Files.newInputStream, which copies everything once more.
      return metered(new Named(file, new FileInputStream(file)), file, Files.size(path));
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.data("cannot read " + file + ": " + reason(e)).because(e);
    }
  }

  /**
   * The first line of a file, or of standard input for {@code -}, where it can also be typed.
   *
   * @param what it is called when a person is asked to type it
   * @throws Failure as {@link #open}
   */
  public String firstLine(String file, String what) throws IOException {
    if (!file.equals("-") || !TERMINALS.contains("0")) {
      try (InputStream in = open(file)) {
        return line(new BufferedInputStream(in));
      }
    }
    inputTaken = true;
    return ask("paste " + what + " here:", "");
  }

  /** A stream that shows how far it has been read. */
  private InputStream metered(InputStream in, String name, long size) {
    if (!errorIsTerminal() || talk == Talk.QUIET) {
      return in;
    }
    Progress progress = new Progress("reading " + name, messages);
    reading = progress;
    return new FilterInputStream(in) {
      private long done;

      @Override
      public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
          progress.at(++done, size);
        }
        return read;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        done += Math.max(0, read);
        progress.at(done, size);
        return read;
      }

      @Override
      public void close() throws IOException {
        progress.end();
        super.close();
      }
    };
  }

  /** Returns a line on the terminal that says how far long work is; silent if there is none. */
  public Progress progress(String what) {
    endProgress();
    reading = new Progress(what, errorIsTerminal() && talk != Talk.QUIET ? messages : null);
    return reading;
  }

  /** Takes the progress line away for good, for a command that shows by itself what comes. */
  public void endProgress() {
    if (reading != null) {
      reading.end();
    }
  }

  /** Why a file could not be used, in a person's words. */
  public static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case FileNotFoundException f when f.getMessage().endsWith(")") -> {
        // The name, and in brackets what the system says, which need not be that it is not there.
        String said = f.getMessage().substring(f.getMessage().lastIndexOf('(') + 1);
        yield Main.lower(said.substring(0, said.length() - 1));
      }
      case java.nio.file.FileAlreadyExistsException _ -> "exists already";
      case java.nio.file.NotDirectoryException _ -> "not a folder";
      case java.nio.file.InvalidPathException _ -> "not a file name";
      case java.nio.file.FileSystemException f when f.getReason() != null ->
          f.getReason().toLowerCase(Locale.ROOT);
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  // --- data

  /** Standard output, buffered, for commands that write bytes; {@link #flush} sends them. */
  public OutputStream data() {
    return data;
  }

  /** Prints text as data. */
  public void print(CharSequence text) throws IOException {
    data.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Prints a line of data. */
  public void println(CharSequence line) throws IOException {
    print(line);
    data.write('\n');
    if (outputIsTerminal()) {
      data.flush();
    }
  }

  /**
   * Prints one JSON object on a line. Keys are snake_case with the unit in the name and come out in
   * the map's order. Values may be null, strings, booleans, numbers (NaN and infinities become
   * null), lists, maps; anything else is printed by its {@code toString}.
   */
  public void json(Map<String, ?> record) throws IOException {
    if (json == null) {
      json = new JsonLines(data);
    }
    json.write(record);
    if (outputIsTerminal()) {
      flush();
    }
  }

  /** Sends what is left when the command is done. */
  void end() throws IOException {
    if (reading != null) {
      reading.end();
    }
    flush();
  }

  /** Sends everything printed so far. */
  public void flush() throws IOException {
    if (json != null) {
      json.flush();
    }
    data.flush();
  }

  /**
   * Opens a file to write that appears under its name only when {@link OutputFile#commit} is
   * called. An existing file is replaced.
   *
   * @param inputs the files that the command reads, none of which may be the output
   */
  public OutputFile create(String file, Iterable<String> inputs) {
    return OutputFile.create(file, inputs);
  }

  /** The same for a file with a secret in it, which nobody but its owner can read. */
  public OutputFile createPrivate(String file, Iterable<String> inputs) {
    return OutputFile.createPrivate(file, inputs);
  }

  // --- words

  /** Says something on standard error, unless {@code -q}. */
  public void note(String text) {
    if (talk != Talk.QUIET) {
      say("", text);
    }
  }

  /** Says something on standard error with {@code -v}. */
  public void detail(String text) {
    if (talk.compareTo(Talk.VERBOSE) >= 0) {
      say("", text);
    }
  }

  /** Warns of something the user should know though the command goes on. */
  public void warn(String text) {
    if (talk != Talk.QUIET) {
      say(errorStyle(Style.YELLOW, "warning: "), text);
    }
  }

  /** Advises. */
  public void hint(String text) {
    if (talk != Talk.QUIET) {
      say("hint: ", text);
    }
  }

  /**
   * Reports what went wrong with one of several inputs, while the command goes on to the others.
   */
  public void error(String text) {
    say(errorStyle(Style.RED, "error: "), text);
  }

  /** Prints a line on standard error as it is, for views such as a message trace. */
  public void trace(String line) {
    messages.print(line + "\n");
  }

  private void say(String kind, String text) {
    if (reading != null) {
      reading.end();
    }
    if (asking) {
      messages.print('\n');
      asking = false;
    }
    // A message must not carry control characters of a hostile file to the terminal.
    StringBuilder clean = new StringBuilder("privnet: ").append(kind);
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\t' || !Character.isISOControl(c)) {
                clean.appendCodePoint(c);
              } else {
                clean.append(String.format(Locale.ROOT, "\\x%02x", c));
              }
            });
    messages.print(clean.append('\n'));
  }

  /**
   * Asks a person and waits for a line; empty when the terminal is closed.
   *
   * @param instead what to do where there is nobody to ask
   * @throws Failure when there is no terminal
   */
  public String ask(String question, String instead) throws IOException {
    Failure nobody = Failure.usage("there is no terminal to ask at").hint(instead);
    if (!errorIsTerminal()) {
      throw nobody;
    }
    endProgress();
    // Not standard input, which may be a file of the command line.
    try (InputStream keyboard = new FileInputStream(KEYBOARD)) {
      messages.print("privnet: " + question + " ");
      messages.flush();
      asking = true;
      return line(keyboard);
    } catch (FileNotFoundException e) {
      throw nobody.because(e);
    } finally {
      asking = false;
    }
  }

  /** Whether there is a person to {@link #ask}. */
  public boolean canAsk() {
    if (!errorIsTerminal()) {
      return false;
    }
    try {
      new FileInputStream(KEYBOARD).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n' && line.size() < LONGEST_LINE; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  void failed(Failure failure) {
    error(failure.getMessage());
    if (failure.hint() != null) {
      say("hint: ", failure.hint());
    }
    stackTrace(failure);
  }

  void stackTrace(Throwable thrown) {
    if (talk == Talk.TRACE) {
      thrown.printStackTrace(messages);
    }
  }

  // --- the terminal

  /** Whether standard output is a terminal. */
  public boolean outputIsTerminal() {
    return TERMINALS.contains("1");
  }

  boolean errorIsTerminal() {
    return TERMINALS.contains("2");
  }

  /** Whether the user asked for details with {@code -v}. */
  public boolean verbose() {
    return talk.compareTo(Talk.VERBOSE) >= 0;
  }

  /** Text for standard output that stands out where colours are shown. */
  public String style(Style style, String text) {
    return colourOut ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }

  /** Whether the user asked for nothing but data and errors. */
  public boolean quiet() {
    return talk == Talk.QUIET;
  }

  boolean colours() {
    return colourOut;
  }

  private String errorStyle(Style style, String text) {
    return colourErr ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }

  /** Whether the locale shows more than ASCII, so that pictures may use block characters. */
  public boolean unicode() {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        String locale = value.toUpperCase(Locale.ROOT);
        return locale.contains("UTF-8") || locale.contains("UTF8");
      }
    }
    return false;
  }

  /** Columns to draw a picture in: {@code COLUMNS}, else the terminal's, else 80. */
  public int columns() {
    String stated = System.getenv("COLUMNS");
    if (stated != null && stated.matches("[1-9][0-9]{1,3}")) {
      return Integer.parseInt(stated);
    }
    return outputIsTerminal() ? TerminalWidth.columns(TERMINAL_COLUMNS) : TERMINAL_COLUMNS;
  }

  /** An input whose failures say which it is. */
  private static final class Named extends FilterInputStream {
    private final String name;

    Named(String name, InputStream in) {
      super(in);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private IOException unreadable(IOException e) {
      return new IOException("cannot read " + name + ": " + Main.lower(reason(e)), e);
    }
  }

  /**
   * Marks a failure of standard output, so that it is not taken for one of an input, and ends the
   * progress line before data come to the same terminal.
   */
  private final class Checked extends OutputStream {
    private final OutputStream out;

    Checked(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (reading != null && outputIsTerminal()) {
        reading.end();
      }
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw new OutputException(e);
      }
    }
  }
}
