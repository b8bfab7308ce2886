package io.ironpost.logs.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextParsersTest {
  @Nested
  class Cef extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("cef");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "Sep 19 08:26:10 host CEF:0|Security|threat\\|manager|1.0|100|worm"
              + " stopped|10|src=10.0.0.1 dst=2.1.2.2 spt=1232 msg=hello world a\\=b"
              + " rt=1700000000000 cs1Label=user cs1=bob smith",
          "CEF:0|a|b|c|d|e|f|");
    }

    @Test
    void a_value_may_hold_spaces_and_escapes() {
      world.parse(parser(), examples().getFirst());
      assertThat(world.time()).isEqualTo("2023-11-14T22:13:20Z");
      assertThat(world.fields())
          .contains("msg = hello world a=b", "name = worm stopped", "severity = 10")
          .contains("src_ip~ = 10.0.0.1", "dst_ip~ = 2.1.2.2", "src_port~ = 1232")
          .contains("cs1 = bob smith", "user~ = bob smith");
    }

    @Test
    void a_short_header_is_malformed() {
      assertThat(world.parse(parser(), "CEF:0|a|b")).isInstanceOf(Outcome.Malformed.class);
    }
  }

  @Nested
  class Leef extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("leef");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "LEEF:1.0|Microsoft|MSExchange|4.0 SP1|15345|src=192.0.2.0\tdst=172.50.123.1\tcat=a b",
          "LEEF:2.0|Lancope|StealthWatch|1.0|41|^|src=192.0.2.0^dst=172.50.123.1^cat=a b",
          "LEEF:2.0|Lancope|StealthWatch|1.0|41|0x7c|src=192.0.2.0|dst=172.50.123.1|cat=a b");
    }

    @Test
    void each_way_to_name_the_delimiter_is_known() {
      for (String example : examples()) {
        world.parse(parser(), example);
        assertThat(world.fields())
            .as(example)
            .contains("src_ip~ = 192.0.2.0", "dst_ip~ = 172.50.123.1", "cat = a b");
      }
    }
  }

  @Nested
  class Logfmt extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("logfmt");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "ts=2024-01-02T03:04:05Z level=info msg=\"a \\\"b\\\" c\" src=1.2.3.4 empty= last=x",
          "date=2019-05-10 time=11:37:47 devname=\"FW\" logid=\"0000000013\" type=event"
              + " srcip=10.1.1.1");
    }

    @Test
    void quoted_values_are_decoded() {
      world.parse(parser(), examples().getFirst());
      assertThat(world.time()).isEqualTo("2024-01-02T03:04:05Z");
      assertThat(world.fields())
          .contains("msg = a \"b\" c", "src_ip~ = 1.2.3.4", "empty = ", "last = x");
    }

    @Test
    void a_firewall_is_recognised_by_its_keys() {
      world.parse(parser(), examples().get(1));
      assertThat(world.time()).isEqualTo("2019-05-10T11:37:47Z");
      assertThat(world.record.logsource()).hasToString("product=fortigate category= service=event");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a=b", "x=1 y=2 and then z=3", "no pairs here", "Listening on a=b c=d e=f"})
    void prose_is_left_to_others(String line) {
      assertThat(world.parse(parser(), line)).isEqualTo(Outcome.NOT_MINE);
    }
  }

  @Nested
  class Cri extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("cri");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "2024-01-02T03:04:05.123456789Z stderr F Dec 10 06:55:46 h sshd[2]: Invalid user x from"
              + " 1.2.3.4",
          "2024-01-02T03:04:05.123456789+02:00 stdout P {\"a\":1}",
          "2024-01-02T03:04:05.123456789Z stdout F plain words");
    }

    @Test
    void the_line_inside_is_a_line_of_its_own() {
      LogParser cri = parser();
      world.parse(cri, examples().getFirst());
      assertThat(world.fields())
          .contains("process = sshd", "src_ip~ = 1.2.3.4", "stream~ = stderr");
      world.parse(cri, examples().get(2));
      assertThat(world.time()).isEqualTo("2024-01-02T03:04:05.123456789Z");
      assertThat(world.fields()).containsExactly("message = plain words", "stream~ = stdout");
    }
  }

  @Nested
  class W3c extends LogParserContract {
    @Override
    protected LogParser parser() {
      LogParser parser = world.parser("w3c");
      world.parse(
          parser,
          "#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status");
      return parser;
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "2019-05-10 11:37:47 GET /a.aspx id=1 1.2.3.4 Mozilla/5.0+(Windows) 200",
          "#Remark: nothing");
    }

    @Test
    void columns_have_the_names_of_the_header() {
      world.parse(parser(), examples().getFirst());
      assertThat(world.time()).isEqualTo("2019-05-10T11:37:47Z");
      assertThat(world.fields())
          .contains("cs-uri-stem = /a.aspx", "cs-uri-query = id=1", "src_ip~ = 1.2.3.4")
          .contains("cs-user-agent~ = Mozilla/5.0+(Windows)", "sc-status = 200");
    }

    @Test
    void lines_before_a_header_are_left_to_others() {
      assertThat(world.parse(world.parser("w3c"), examples().getFirst()))
          .isEqualTo(Outcome.NOT_MINE);
    }
  }

  @Nested
  class Databases extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("mysql");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "2023-01-02T03:04:05.678901Z 12 [Note] [MY-010926] [Server] Access denied for user"
              + " 'root'@'10.0.0.1' (using password: YES)",
          "2023-01-02 13:04:05 12 [Warning] Aborted connection 12");
    }

    @Test
    void the_head_of_a_mysql_line_is_read() {
      world.parse(parser(), examples().getFirst());
      assertThat(world.fields()).contains("thread = 12", "severity = Note", "msgid = MY-010926");
      assertThat(world.value("message")).startsWith("Access denied for user 'root'");
    }

    @Test
    void the_head_of_a_postgresql_line_is_read() {
      world.parse(
          world.parser("postgresql"),
          "2023-01-02 03:04:05.678 UTC [123] joe@shop FATAL:  password authentication failed for"
              + " user \"joe\"");
      assertThat(world.time()).isEqualTo("2023-01-02T03:04:05.678Z");
      assertThat(world.fields())
          .contains("pid = 123", "user = joe", "database = shop", "severity = FATAL");
      assertThat(world.value("message")).startsWith("password authentication failed");
    }
  }

  @Nested
  class Plain extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("plain");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "anything at all", "2015-10-18 18:01:47,978 INFO [main] x", "caf\u00e9 \u4f60\u597d");
    }

    @Test
    void a_time_at_the_beginning_is_the_events() {
      world.parse(parser(), examples().get(1));
      assertThat(world.time()).isEqualTo("2015-10-18T18:01:47.978Z");
      assertThat(world.value("message")).isEqualTo(examples().get(1));
    }

    @Test
    void text_with_colours_or_a_stray_byte_is_still_text() {
      assertThat(world.parse(parser(), "\u001b[31merror\u001b[0m: something is wrong"))
          .isEqualTo(Outcome.PARSED);
      assertThat(world.parse(parser(), new byte[] {'n', 'a', (byte) 0xef, 'v', 'e', ' ', 'x', 'y'}))
          .isEqualTo(Outcome.PARSED);
    }

    @Test
    void what_is_no_text_is_malformed() {
      assertThat(world.parse(parser(), new byte[64])).isInstanceOf(Outcome.Malformed.class);
      byte[] high = new byte[64];
      Arrays.fill(high, (byte) 0xc0);
      assertThat(world.parse(parser(), high)).isInstanceOf(Outcome.Malformed.class);
    }
  }
}
