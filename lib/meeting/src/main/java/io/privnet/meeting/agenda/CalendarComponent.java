package io.privnet.meeting.agenda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A component of an iCalendar file, such as VEVENT, as it stands there. */
final class CalendarComponent {
  /**
   * A property of a component.
   *
   * @param line where it stands in the file
   */
  record Property(long line, String name, Map<String, String> parameters, String value) {
    /** The parameter's value without quotation marks, or null. */
    String parameter(String parameter) {
      return parameters.get(parameter);
    }
  }

  private final String name;
  private final long line;
  private final Map<String, List<Property>> properties = new HashMap<>();
  private final List<CalendarComponent> components = new ArrayList<>();

  CalendarComponent(String name, long line) {
    this.name = name;
    this.line = line;
  }

  void add(Property property) {
    properties.computeIfAbsent(property.name(), n -> new ArrayList<>(2)).add(property);
  }

  void add(CalendarComponent component) {
    components.add(component);
  }

  String name() {
    return name;
  }

  /** The line of its BEGIN. */
  long line() {
    return line;
  }

  /** Its components, all of any name. */
  List<CalendarComponent> components() {
    return components;
  }

  /** All properties of a name, in order. */
  List<Property> all(String property) {
    return properties.getOrDefault(property, List.of());
  }

  /** The first property of a name. */
  Optional<Property> first(String property) {
    return all(property).stream().findFirst();
  }

  /** Whether the first property of a name has this value, in any case. */
  boolean has(String property, String value) {
    return first(property).filter(p -> p.value().strip().equalsIgnoreCase(value)).isPresent();
  }
}
