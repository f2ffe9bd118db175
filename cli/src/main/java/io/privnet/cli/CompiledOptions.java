package io.privnet.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/**
 * A command or mixin whose picocli model is code. Reading annotations takes longer than all else
 * that a short command does, so the packaging compiles the annotations of each command into these
 * methods; classes that are not packaged do without, and picocli reads their annotations.
 */
public interface CompiledOptions {
  /** Adds what the annotations say to the command's model. */
  void declare(CommandSpec spec);

  /** The value of the option or argument number {@code index}. */
  Object slot(int index);

  /** Sets the value of the option or argument number {@code index}. */
  void slot(int index, Object value);

  /**
   * Adds an option.
   *
   * @param elements the type of a list's elements, else none
   * @param arity null unless the annotation says it
   * @param split an empty string unless the annotation says it
   */
  static void option(
      CommandSpec spec,
      Slot slot,
      Class<?> type,
      Class<?>[] elements,
      String[] names,
      String paramLabel,
      String[] description,
      String arity,
      String split,
      boolean required) {
    OptionSpec.Builder option =
        OptionSpec.builder(names)
            .type(type)
            .auxiliaryTypes(elements)
            .getter(slot)
            .setter(slot)
            .initialValue(slot.get())
            .paramLabel(paramLabel)
            .description(description)
            .splitRegex(split)
            .required(required);
    if (arity != null) {
      option.arity(arity);
    }
    spec.addOption(option.build());
  }

  /** Adds an argument; the parameters are those of an option. */
  static void parameter(
      CommandSpec spec,
      Slot slot,
      Class<?> type,
      Class<?>[] elements,
      String paramLabel,
      String[] description,
      String arity,
      String split) {
    // As of annotations: after those that are declared before it, a list to the end.
    int place = spec.positionalParameters().size();
    PositionalParamSpec.Builder parameter =
        PositionalParamSpec.builder()
            .index(place + (elements.length > 0 ? "..*" : ""))
            .type(type)
            .auxiliaryTypes(elements)
            .getter(slot)
            .setter(slot)
            .initialValue(slot.get())
            .paramLabel(paramLabel)
            .description(description)
            .splitRegex(split);
    if (arity != null) {
      parameter.arity(arity);
    }
    // An annotation asks for an argument unless its arity allows none; a builder does not.
    parameter.required(arity == null || Range.valueOf(arity).min() > 0);
    spec.addPositional(parameter.build());
  }

  /** Where picocli reads and writes one value. */
  record Slot(CompiledOptions owner, int index) implements IGetter, ISetter {
    @Override
    @SuppressWarnings("unchecked")
    public <T> T get() {
      return (T) owner.slot(index);
    }

    @Override
    public <T> T set(T value) {
      T before = get();
      owner.slot(index, value);
      return before;
    }
  }
}
