package io.ironpost.logs.journald;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.ParserWorld;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalEntryTest {
  private static final String FAILED =
      "Failed password for invalid user admin from 203.0.113.7 port 51234 ssh2";
  private static final String TEMPLATE =
      """
      {"__CURSOR":"s=06;i=4ca;b=b1","__REALTIME_TIMESTAMP":"1767337323000000","_HOSTNAME":"web1",\
      "PRIORITY":"6","SYSLOG_IDENTIFIER":"sshd","_PID":"4242","_COMM":"sshd","MESSAGE":%s}\
      """;

  private final ParserWorld world = new ParserWorld();

  @Test
  void an_entry_of_sshd_is_taken_apart_as_its_syslog_line_is() {
    LogParser parser = world.auto();
    assertThat(world.parse(parser, TEMPLATE.formatted('"' + FAILED + '"')))
        .isEqualTo(Outcome.PARSED);
    assertSshd(world);
    assertThat(world.value("user")).isEqualTo("admin");
    assertThat(world.time()).isEqualTo("2026-01-02T07:02:03Z");
  }

  @Test
  void a_message_with_a_byte_that_cannot_be_printed_is_taken_apart_too() {
    byte[] bytes = FAILED.replace("admin", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder numbers = new StringBuilder();
    for (byte b : bytes) {
      numbers.append(numbers.isEmpty() ? "[" : ",").append(b & 0xff);
    }
    LogParser parser = world.auto();
    assertThat(world.parse(parser, TEMPLATE.formatted(numbers.append(']'))))
        .isEqualTo(Outcome.PARSED);
    assertSshd(world);
  }

  private static void assertSshd(ParserWorld world) {
    assertThat(world.record.logsource().toString()).contains("sshd");
    assertThat(world.value("src_ip")).isEqualTo("203.0.113.7");
    assertThat(world.value("process")).isEqualTo("sshd");
    assertThat(world.value("hostname")).isEqualTo("web1");
    assertThat(world.value("pid")).isEqualTo("4242");
    assertThat(world.value("message")).startsWith("Failed password");
    assertThat(world.fields().stream().collect(Collectors.joining("\n")))
        .contains("action", "outcome");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"__CURSOR\":\"s=1;i=2\",\"MESSAGE\":\"x\"}|s=1;i=2",
        "{ \"A\" : \"__CURSOR\", \"__CURSOR\" : \"s=1\" }|s=1",
        "{\"MESSAGE\":\"\\\"__CURSOR\\\":\\\"forged\\\"\",\"__CURSOR\":\"true\"}|true",
        "{\"MESSAGE\":\"none\"}|``",
        "{\"__CURSOR\":\"without end|``",
        "{\"__CURSOR\":7}|``",
        "{\"__CURSOR\"|``"
      })
  void the_cursor_is_found(String entry, String cursor) {
    byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
    assertThat(JournalPlace.cursorIn(bytes, 0, bytes.length)).isEqualTo(cursor);
  }

  @ParameterizedTest
  @CsvSource({"''", "garbage", "1 2", "x 2 c", "1 x c"})
  void a_place_that_cannot_be_read_is_nowhere(String encoded) {
    assertThat(JournalPlace.of(encoded)).isEqualTo(JournalPlace.NOWHERE);
  }
}
