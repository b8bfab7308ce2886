package io.ironpost.logs.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import io.ironpost.logs.SteadyStateContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc5424ParserTest extends LogParserContract implements SteadyStateContract {
  private final SyslogLines lines = SyslogLines.rfc5424();

  @Override
  protected LogParser parser() {
    return SyslogLines.rfc5424(world.names, world.logsources);
  }

  @Override
  public LogParser steadyParser() {
    return parser();
  }

  @Override
  public EventRecord steadyRecord() {
    return world.record;
  }

  @Override
  public List<String> steadyLines() {
    return examples();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed for lonvick",
        "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time",
        "<165>1 2003-10-11T22:14:15.003Z host app 1 ID47 [ex@32473 iut=\"3\" b=\"a\\\"b\\]c\\\\d\"][m x=\"1\"] msg",
        "<86>1 2024-06-14T15:16:01.123456+02:00 web1 sshd 42 - - Failed password for root from 203.0.113.9 port 22 ssh2",
        "<0>1 - - - - - -");
  }

  @Test
  void reads_all_parts() {
    assertThat(
            lines.read(
                "<165>1 2003-10-11T22:14:15.003Z host app 12 ID47 [ex@32473 iut=\"3\" n=\"\"] hello"))
        .containsEntry("hostname", "host")
        .containsEntry("process", "app")
        .containsEntry("pid", "12")
        .containsEntry("msgid", "ID47")
        .containsEntry("facility", "local4")
        .containsEntry("severity", "notice")
        .containsEntry("sd_ex_iut", "3")
        .containsEntry("sd_ex_n", "")
        .containsEntry("message", "hello");
    assertThat(lines.time()).contains(Instant.parse("2003-10-11T22:14:15.003Z"));
  }

  @Test
  void what_is_nil_is_no_field() {
    assertThat(lines.read("<0>1 - - - - - -"))
        .doesNotContainKeys("hostname", "process", "pid", "msgid")
        .containsEntry("message", "");
    assertThat(lines.time()).isEmpty();
  }

  @Test
  void escapes_in_structured_data_are_undone() {
    assertThat(lines.read("<0>1 - - - - - [x q=\"a\\\"b\\]c\\\\d\\n\"]"))
        .containsEntry("sd_x_q", "a\"b]c\\d\\n");
  }

  @Test
  void several_elements_and_an_empty_one() {
    assertThat(lines.read("<0>1 - h a - - [x][y a=\"1\" b=\"2\"][z@1.2 c=\"3\"] m"))
        .containsEntry("sd_y_a", "1")
        .containsEntry("sd_y_b", "2")
        .containsEntry("sd_z_c", "3")
        .containsEntry("message", "m");
  }

  @Test
  void the_byte_order_mark_is_no_part_of_the_message() {
    assertThat(lines.read("<0>1 - h a - - - \uFEFFhello")).containsEntry("message", "hello");
  }

  @Test
  void missing_structured_data_leaves_the_message_whole() {
    assertThat(
            lines.read("<190>1 2020-08-31T13:46:15Z host app web.1 - I, [2020-08-31T13:46 #4] x"))
        .containsEntry("message", "I, [2020-08-31T13:46 #4] x");
  }

  @Test
  void the_programs_messages_are_known() {
    assertThat(
            lines.read(
                "<86>1 2024-06-14T15:16:01Z web1 sshd 42 - - Invalid user x from 203.0.113.9 port 1"))
        .containsEntry("src_ip", "203.0.113.9")
        .containsEntry("user", "x");
    assertThat(lines.logsource()).isEqualTo("linux/sshd,auth,syslog");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 2014-06-20T09:14:07+00:00 host app 1 - - no priority",
        "<14> 2014-06-20T09:14:07+00:00 host app 1 - - no version",
        "<14>2 2014-06-20T09:14:07+00:00 host app 1 - - another version",
        "<14>Jun 14 15:16:01 host app: other syslog",
        "<192>1 - - - - - -",
        "",
      })
  void leaves_other_formats_to_others(String line) {
    assertThat(lines.parse(line)).isEqualTo(Outcome.NOT_MINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<85>1 2025-05-17T1  0:54:32Z host app 42 id - x",
        "<85>1 2025-05-17T10:54:32Z host app",
        "<85>1 2025-05-17T10:54:32Z host app 42 id [x a=\"1\" x",
        "<85>1 2025-05-17T10:54:32Z host app 42 id [x a=1] x",
      })
  void what_is_broken_is_malformed(String line) {
    assertThat(lines.parse(line)).isInstanceOf(Outcome.Malformed.class);
  }
}
