package io.privnet.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line. */
final class JsonLines {
  private final JsonGenerator generator;

  JsonLines(OutputStream out) {
    generator =
        JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("")
            .build()
            .createGenerator(ObjectWriteContext.empty(), out);
  }

  void write(Map<String, ?> record) throws IOException {
    try {
      value(record);
      generator.writeRaw('\n');
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  void flush() throws IOException {
    try {
      generator.flush();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  private void value(Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject();
        map.forEach(
            (key, inner) -> {
              generator.writeName(key.toString());
              value(inner);
            });
        generator.writeEndObject();
      }
      case Iterable<?> list -> {
        generator.writeStartArray();
        list.forEach(this::value);
        generator.writeEndArray();
      }
      case Boolean b -> generator.writeBoolean(b);
      case Integer n -> generator.writeNumber(n);
      case Long n -> generator.writeNumber(n);
      case Double n when Double.isFinite(n) -> generator.writeNumber(n);
      case Double _ -> generator.writeNull();
      case java.math.BigDecimal n -> generator.writeNumber(n);
      default -> generator.writeString(value.toString());
    }
  }
}
