package io.ironpost.logs.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import io.ironpost.logs.LogParsers;
import io.ironpost.logs.collect.CollectLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest extends LogParserContract {
  private final LogParser json = parser();

  @Override
  protected LogParser parser() {
    return world.parser("json");
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        {"EventID":1,"Image":"C:\\\\Windows\\\\a.exe","UtcTime":"2026-07-28 11:44:53.919","product":"windows"}\
        """,
        """
        {"a":{"b":[1,-2.5e3,{"c":null}],"d":true},"e":"\\ud83d\\ude00 \\u00e9 \\/","f":[],"g":{}}\
        """,
        """
        {"log":"Dec 10 06:55:46 h sshd[2]: Invalid user x from 1.2.3.4\\n","stream":"stderr","time":"2022-01-01T01:01:01Z"}\
        """,
        """
        {"MESSAGE":"hello","SYSLOG_IDENTIFIER":"sshd","__REALTIME_TIMESTAMP":"1700000000123456"}\
        """);
  }

  private Outcome parse(String line) {
    return world.parse(json, line);
  }

  @Test
  void nested_objects_become_dotted_names_and_arrays_repeated_fields() {
    parse("{\"a\":{\"b\":{\"c\":1}},\"l\":[\"x\",{\"y\":2},\"z\"]}");
    assertThat(world.fields()).containsExactly("a.b.c = 1", "l = x", "l.y = 2", "l = z");
  }

  @Test
  void a_journal_message_written_as_its_bytes_is_read_as_its_text() {
    StringBuilder bytes = new StringBuilder();
    for (byte b :
        "Failed password for root\u001b[m from 192.0.2.7 port 22 ssh2"
            .getBytes(StandardCharsets.UTF_8)) {
      bytes.append(bytes.isEmpty() ? "" : ", ").append(b & 0xff);
    }
    parse("{\"SYSLOG_IDENTIFIER\":\"sshd\",\"MESSAGE\":[" + bytes + "]}");
    assertThat(world.values("MESSAGE")).hasSize(1);
    assertThat(world.value("user")).isEqualTo("root\u001b[m");
    assertThat(world.value("src_ip")).isEqualTo("192.0.2.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[65,256]", "[65,\"B\"]", "[65,[66]]", "[65,-1]", "[65,1.5]"})
  void an_array_that_is_no_text_stays_an_array(String array) {
    assertThat(parse("{\"MESSAGE\":" + array + "}")).isEqualTo(Outcome.PARSED);
    assertThat(world.values("MESSAGE")).hasSize(2).startsWith("65");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[65", "[65,", "[65,]", "[6 5]", "[65}"})
  void a_message_of_bytes_that_breaks_off_is_malformed(String array) {
    assertThat(parse("{\"MESSAGE\":" + array)).isInstanceOf(Outcome.Malformed.class);
  }

  @Test
  void a_key_written_twice_keeps_both_values() {
    parse("{\"user\":\"a\",\"user\":\"b\"}");
    assertThat(world.values("user")).containsExactly("a", "b");
  }

  @Test
  void escapes_are_decoded() {
    parse("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"}");
    assertThat(world.value("a")).isEqualTo("\"\\/\b\f\n\r\tA\u00e9\u20ac\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\ud83dx"})
  void half_a_surrogate_pair_becomes_the_replacement_character(String escapes) {
    assertThat(parse("{\"a\":\"" + escapes + "\"}")).isEqualTo(Outcome.PARSED);
    assertThat(world.value("a")).startsWith("\ufffd");
  }

  @Test
  void escaped_keys_are_decoded_too() {
    parse("{\"us\\u0065r\":\"a\"}");
    assertThat(world.value("user")).isEqualTo("a");
  }

  @Test
  void bytes_that_are_no_utf8_survive() {
    byte[] line = "{\"a\":\"x?y\"}".getBytes(StandardCharsets.UTF_8);
    line[7] = (byte) 0xff;
    world.parse(json, line);
    int entry = world.record.first(world.names.idOf("a"));
    assertThat(entry).isEqualTo(-1); // nobody had asked for the name
    assertThat(world.record.bytes(0)[world.record.start(0) + 1]).isEqualTo((byte) 0xff);
  }

  @Test
  void a_byte_order_mark_and_space_around_the_object_are_no_part_of_it() {
    assertThat(parse("\ufeff \t{ \"a\" : 1 , \"b\" : [ 1 , 2 ] } \r")).isEqualTo(Outcome.PARSED);
    assertThat(world.fields()).containsExactly("a = 1", "b = 1", "b = 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} x      | text after the end of the object | 8",
        "{\"a\":1         | a comma or the end of the object was expected | 6",
        "{\"a\" 1}        | a colon was expected | 5",
        "{\"a\":\"\\x\"}  | no such escape | 6",
        "{\"a\":\"b       | a string does not end | 7",
        "{\"a\":tru}      | a value was expected | 5",
        "{\"a\":-}        | a number is cut short | 6",
        "{a:1}            | a key was expected | 1",
        "{\"a\":[1 2]}    | a comma or the end of the array was expected | 8",
      })
  void broken_structure_is_malformed_at_its_place(String line, String reason, int at) {
    assertThat(parse(line)).isEqualTo(new Outcome.Malformed(reason, at));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[1]", "\"a\"", "Dec 10 06:55:46 host sshd[1]: {\"a\":1}"})
  void what_does_not_begin_with_an_object_is_for_others(String line) {
    assertThat(parse(line)).isEqualTo(Outcome.NOT_MINE);
  }

  @Test
  void nesting_is_limited() {
    int deep = JsonParser.MAX_DEPTH;
    assertThat(parse("{\"a\":".repeat(deep) + "1" + "}".repeat(deep))).isEqualTo(Outcome.PARSED);
    assertThat(parse("{\"a\":" + "[".repeat(deep) + "1" + "]".repeat(deep) + "}"))
        .isInstanceOf(Outcome.Malformed.class);
  }

  @Test
  void no_number_of_fields_hides_the_one_behind_them() {
    int many = (CollectLimits.MAX_LINE_BYTES - 32) / 2; // as many as the longest line has room for
    String line = "{\"a\":[" + "1,".repeat(many) + "1],\"user\":\"root\"}";
    assertThat(line).hasSizeLessThan(CollectLimits.MAX_LINE_BYTES);
    parse(line);
    assertThat(world.record.droppedEntries()).isZero();
    assertThat(world.value("user")).isEqualTo("root");
  }

  @Test
  void names_that_rules_add_later_are_known_from_then_on() {
    parse("{\"freshName\":1}");
    int id = world.names.idOf("freshName");
    assertThat(world.record.first(id)).isEqualTo(-1);
    parse("{\"freshName\":1}");
    assertThat(world.record.first(id)).isZero();
  }

  @Test
  void more_keys_than_a_source_may_have_are_still_read() {
    for (int i = 0; i < 3 * KeyTree.MAX_NODES; i += 64) {
      StringBuilder line = new StringBuilder("{\"a\":0");
      for (int key = i; key < i + 64; key++) {
        line.append(",\"k").append(key).append("\":").append(key);
      }
      assertThat(parse(line.append('}').toString())).isEqualTo(Outcome.PARSED);
      assertThat(world.fields()).hasSize(65).contains("k" + i + " = " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"timestamp\":\"2022-01-01T01:01:01.123456789Z\"', 2022-01-01T01:01:01.123456789Z",
    "'\"@timestamp\":\"2022-01-01T03:01:01+02:00\"', 2022-01-01T01:01:01Z",
    "'\"UtcTime\":\"2022-01-01 01:01:01.5\"', 2022-01-01T01:01:01.500Z",
    "'\"ts\":1641000000.25', 2022-01-01T01:20:00.250Z",
    "'\"time\":1641000000123', 2022-01-01T01:20:00.123Z",
    "'\"__REALTIME_TIMESTAMP\":\"1641000000123456\"', 2022-01-01T01:20:00.123456Z",
    "'\"time\":\"soon\"', no time",
  })
  void the_time_is_read_in_the_forms_that_are_written(String field, String time) {
    parse("{" + field + "}");
    assertThat(world.time()).isEqualTo(time);
  }

  @Test
  void when_it_happened_beats_when_it_was_shipped() {
    parse("{\"@timestamp\":\"2022-01-01T09:00:00Z\",\"UtcTime\":\"2022-01-01 01:00:00.000\"}");
    assertThat(world.time()).isEqualTo("2022-01-01T01:00:00Z");
  }

  @Test
  void the_line_inside_docker_json_is_a_line_of_its_own() {
    assertThat(parse(examples().get(2))).isEqualTo(Outcome.PARSED);
    assertThat(world.value("process")).isEqualTo("sshd");
    assertThat(world.value("src_ip")).isEqualTo("1.2.3.4");
    assertThat(world.value("stream")).isEqualTo("stderr");
  }

  @Test
  void the_container_is_taken_from_the_path() {
    String id = "0123456789abcdef".repeat(4);
    String path = "/var/lib/docker/containers/" + id + "/" + id + "-json.log";
    LogParser parser = LogParsers.named("json", world.context(path)).orElseThrow();
    world.parse(parser, "{\"log\":\"hi {\\\"a\\\":1}\",\"stream\":\"stdout\",\"time\":\"x\"}");
    assertThat(world.value("container")).isEqualTo(id);
    assertThat(world.value("message")).isEqualTo("hi {\"a\":1}");
  }

  @Test
  void a_line_wrapped_twice_is_unwrapped_once() {
    String inner = "{\\\"log\\\":\\\"x\\\",\\\"stream\\\":\\\"stdout\\\"}";
    assertThat(parse("{\"log\":\"" + inner + "\",\"stream\":\"stdout\"}"))
        .isEqualTo(Outcome.PARSED);
    assertThat(world.fields()).contains("log = x");
  }

  @Test
  void an_event_names_its_own_logsource() {
    parse("{\"product\":\"Windows\",\"category\":\"process_creation\",\"EventID\":1}");
    assertThat(world.record.logsource())
        .hasToString("product=windows category=process_creation service=");
  }
}
