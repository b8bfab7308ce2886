package io.ironpost.logs.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoParserTest extends LogParserContract {
  private static final String JSON = "{\"a\":1}";
  private static final String SYSLOG =
      "Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user x from 1.2.3.4";

  private final AutoParser auto = (AutoParser) world.auto();

  @Override
  protected LogParser parser() {
    return world.auto();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        JSON,
        SYSLOG,
        "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1",
        "type=USER_LOGIN msg=audit(1.0:2): acct=\"a\"",
        "a=1 b=2 c=3",
        "what nobody knows");
  }

  private void feed(String line, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(world.parse(auto, line)).isEqualTo(Outcome.PARSED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "json ~ {\"a\":1}",
        "rfc3164 ~ Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user x from 1.2.3.4",
        "rfc5424 ~ <34>1 2003-10-11T22:14:15.003Z host su - ID47 - 'su root' failed",
        "auditd ~ type=USER_LOGIN msg=audit(1.0:2): acct=\"a\"",
        "cef ~ CEF:0|a|b|c|d|e|5|src=1.2.3.4",
        "leef ~ LEEF:1.0|a|b|c|d|src=1.2.3.4",
        "access ~ 1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1",
        "apache-error ~ [Sun Dec 04 04:47:44 2005] [error] [client 1.2.3.4] x",
        "nginx-error ~ 2024/01/02 03:04:05 [error] 123#0: *1 x, client: 1.2.3.4",
        "mysql ~ 2023-01-02T03:04:05.678901Z 12 [Note] x",
        "postgresql ~ 2023-01-02 03:04:05.678 UTC [123] FATAL:  x",
        "logfmt ~ level=info msg=x a=b",
        "kv ~ [fw] a=1 b=2 c=3 d=4",
        "plain ~ hello there",
      })
  void one_line_tells_the_format(String format, String line) {
    feed(line, 1);
    assertThat(auto.format()).isEqualTo(format);
  }

  @Test
  void a_few_lines_of_another_format_do_not_move_the_source() {
    feed(JSON, 3);
    feed("Traceback (most recent call last):", 50);
    assertThat(auto.format()).isEqualTo("json");
    feed(SYSLOG, AutoParser.SWITCH_AFTER - 1);
    assertThat(auto.format()).isEqualTo("json");
  }

  @Test
  void a_source_that_changed_is_followed() {
    feed(JSON, 3);
    feed(SYSLOG, AutoParser.SWITCH_AFTER);
    assertThat(auto.format()).isEqualTo("rfc3164");
    feed(JSON, AutoParser.SWITCH_AFTER);
    assertThat(auto.format()).isEqualTo("json");
  }

  @Test
  void plain_text_at_the_beginning_does_not_hide_what_comes() {
    feed("=== log opened ===", 100);
    feed(JSON, 1);
    assertThat(auto.format()).isEqualTo("json");
    assertThat(world.fields()).containsExactly("a = 1");
  }

  @Test
  void a_broken_line_is_kept_as_text_and_counted() {
    feed(JSON, 3);
    feed("{\"a\":1", 2);
    assertThat(world.fields()).containsExactly("message = {\"a\":1");
    assertThat(auto.broken()).isEqualTo(2);
  }

  @Test
  void random_bytes_are_malformed() {
    Random random = new Random(3);
    int malformed = 0;
    for (int i = 0; i < 500; i++) {
      byte[] line = new byte[256];
      random.nextBytes(line);
      malformed += world.parse(auto, line) instanceof Outcome.Malformed ? 1 : 0;
    }
    assertThat(malformed).isGreaterThan(495);
  }

  @Test
  void lines_held_back_come_with_flush() {
    world.parse(auto, "type=SYSCALL msg=audit(1.0:2): syscall=1");
    assertThat(auto.isStateful()).isTrue();
    assertThat(auto.flush(world.record)).isEqualTo(Outcome.PARSED);
    assertThat(auto.flush(world.record)).isEqualTo(Outcome.NOT_MINE);
  }
}
