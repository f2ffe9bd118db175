package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.state.SystemState;
import java.util.Locale;

/** How states look in a terminal: their first letter, in a colour where there are colours. */
final class StatePicture {
  private StatePicture() {}

  static String letter(Console console, SystemState state) {
    return paint(console, state, state.name().substring(0, 1));
  }

  /** Text in the state's colour. */
  static String paint(Console console, SystemState state, String text) {
    return switch (state) {
      case IDLE -> console.style(Console.Style.DIM, text);
      case STABLE -> console.style(Console.Style.GREEN, text);
      case UNSTABLE -> console.style(Console.Style.YELLOW, text);
      case BREAKDOWN -> console.style(Console.Style.RED, text);
      case RECOVERY -> console.style(Console.Style.BLUE, text);
    };
  }

  /** The state's name as the paper writes it. */
  static String name(SystemState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }
}
