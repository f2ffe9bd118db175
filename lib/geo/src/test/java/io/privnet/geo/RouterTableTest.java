package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTableTest {

  private static RouterTable read(String json) throws IOException {
    return RouterTable.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "r.json");
  }

  @Test
  void aTableThatAPersonWrote_isRead() throws IOException {
    RouterTable table =
        read(
            """
            {
              "routers": [
                {"id": "a", "uri": "mqtt://10.0.0.1:1883", "layer": "top", "locations": ["0110", ""]},
                {"locations": ["1"], "id": "b"}
              ],
              "scheme": "hilbert"
            }
            """);
    assertThat(table.scheme()).isEqualTo(Scheme.HILBERT);
    assertThat(table.layers()).containsExactly("top");
    Router a = table.routers().getFirst();
    assertThat(a.uri()).contains(URI.create("mqtt://10.0.0.1:1883"));
    assertThat(a.layer()).contains("top");
    assertThat(a.locations())
        .containsExactly(new Code(Scheme.HILBERT, 0x6L << 60, 4), Code.world(Scheme.HILBERT));
    assertThat(table.layer("top").routers()).containsExactly(a);
    assertThat(table.routers().get(1))
        .isEqualTo(
            new Router(
                "b",
                Optional.empty(),
                Optional.empty(),
                List.of(new Code(Scheme.HILBERT, 1L << 63, 1))));
  }

  @Test
  void whatIsWritten_readsBackTheSame() throws IOException {
    RouterTable table =
        new RouterTable(
            Scheme.GEOHASH,
            List.of(
                new Router(
                    "\"ü\\",
                    Optional.of(URI.create("tcp://h:1")),
                    Optional.of("l"),
                    List.of(new Code(Scheme.GEOHASH, -1, 64), Code.world(Scheme.GEOHASH))),
                Router.of("b", List.of(new Code(Scheme.GEOHASH, 1L << 63, 1)))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(out);
    assertThat(read(out.toString(StandardCharsets.UTF_8))).isEqualTo(table);
  }

  @Test
  void anEmptyTable_isATable() throws IOException {
    assertThat(read("{\"scheme\": \"zorder\", \"routers\": []}").routers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [] | r.json:1: a router table has to be a JSON object
          {}| r.json:1: the router table names no scheme
          {"scheme":"zorder"}| r.json:1: the router table has no key routers
          {"scheme":"z",| r.json:1: unknown scheme z: expected zorder, quadkey, geohash or hilbert
          {"scheme":7}| r.json:1: scheme has to be a string
          {"schema":""}| r.json:1: unknown key schema: expected scheme, routers
          {"scheme":"zorder",~"routers":{}}| r.json:2: routers has to be a list
          {"scheme":"zorder","routers":[~3]}| r.json:2: a router has to be a JSON object
          {"routers":[{~"location":[]}]}| r.json:2: unknown key location: expected id, uri, layer, locations
          {"routers":[~{"locations":["0"]}]}| r.json:2: a router without an id
          {"routers":[~{"id":"a"}]}| r.json:2: router a has no locations
          {"routers":[{"id":"a","locations":"0"}]}| r.json:1: locations has to be a list of bit strings
          {"routers":[{"id":"a","locations":[~01]}]}| r.json:2: not usable JSON: Invalid numeric value: Leading zeroes not allowed
          {"routers":[{"id":"a","locations":[~0]}]}| r.json:2: a location has to be a string
          {"routers":[{"id":"a","uri":"a b","locations":["0"]}]}| r.json:1: not a URI: a b
          {"scheme":"zorder","routers":[{"id":"a","locations":["0",~"012"]}]}| r.json:2: not a location: a code in this format has the digits 01 only: 012
          {"scheme":"zorder","routers":[{"id":"a","locations":["0"]},~{"id":"a","locations":["1"]}]}| r.json:2: a second router with the id a
          {"scheme":"zorder","routers":[{"id":"a","locations":["01"]},{"id":"b","locations":[~"0100"]}]}| r.json:2: routers a and b have the same location: 0100
          {"scheme":"zorder","scheme":"zorder"}| r.json:1: not usable JSON: Duplicate Object property "scheme"
          {"scheme":"zorder","routers":[]} x| r.json:1: not usable JSON: Unrecognized token 'x': was expecting
          {"scheme":"zorder","routers":[]} 1| r.json:1: more text after the end of the document
          {"scheme":"zorder",~"routers":[| r.json:2: not usable JSON: Unexpected end-of-input: expected close marker for Array
          """)
  void whatIsWrong_isSaidWithItsLine(String json, String message) {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> read(json.replace('~', '\n')))
        .withMessageStartingWith(message);
  }
}
