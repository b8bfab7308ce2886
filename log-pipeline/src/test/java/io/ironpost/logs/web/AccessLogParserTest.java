package io.ironpost.logs.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import io.ironpost.logs.LogParsers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogParserTest extends LogParserContract {
  private final LogParser access = parser();

  @Override
  protected LogParser parser() {
    return world.parser("access");
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif?b=1 HTTP/1.0\" 200 2326",
        "2001:db8::1 - - [10/Oct/2000:13:55:36 +0000] \"GET /x HTTP/1.1\" 404 - \"http://r/\""
            + " \"curl/8\"",
        "www.example.org:443 1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"\\x16\\x03\\x01\" 400 226"
            + " \"-\" \"-\"");
  }

  @Test
  void common_log_format_is_read() {
    world.parse(access, examples().getFirst());
    assertThat(world.time()).isEqualTo("2000-10-10T20:55:36Z");
    assertThat(world.fields())
        .contains(
            "c-ip = 127.0.0.1",
            "src_ip~ = 127.0.0.1",
            "cs-username = frank",
            "cs-method = GET",
            "cs-uri = /a.gif?b=1",
            "cs-uri-stem~ = /a.gif",
            "cs-uri-query~ = b=1",
            "cs-version = HTTP/1.0",
            "sc-status = 200",
            "sc-bytes = 2326");
  }

  @Test
  void a_virtual_host_may_stand_first() {
    world.parse(access, examples().get(2));
    assertThat(world.value("cs-host")).isEqualTo("www.example.org:443");
    assertThat(world.value("c-ip")).isEqualTo("1.2.3.4");
  }

  @Test
  void escaped_quotes_do_not_end_a_text_and_further_fields_do_no_harm() {
    world.parse(
        access,
        "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET /\\\"x HTTP/1.1\" 200 5 \"-\" \"a \\\" b\""
            + " 0.001 \"z\"");
    assertThat(world.value("cs-uri")).isEqualTo("/\\\"x");
    assertThat(world.value("cs-user-agent")).isEqualTo("a \\\" b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x16\\x03\\x01", "quit", "GET", "get /x HTTP/1.1", "\\x03\\x00 \\x13"})
  void a_request_that_is_none_is_kept_whole(String request) {
    world.parse(access, "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"" + request + "\" 400 0");
    assertThat(world.value("cs-uri")).isEqualTo(request);
    assertThat(world.value("cs-method")).isEmpty();
    assertThat(world.value("sc-status")).isEqualTo("400");
  }

  @Test
  void a_target_with_spaces_is_not_cut() {
    world.parse(access, "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET /a b <c> HTTP/1.1\" 400 0");
    assertThat(world.value("cs-uri")).isEqualTo("/a b <c>");
  }

  @Test
  void dashes_are_no_values() {
    world.parse(access, "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 - \"-\" \"-\"");
    assertThat(world.fields())
        .noneMatch(field -> field.endsWith(" = -"))
        .contains("sc-status = 408");
  }

  @Test
  void a_user_name_may_hold_spaces() {
    world.parse(access, "1.2.3.4 - a b c [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1");
    assertThat(world.value("cs-username")).isEqualTo("a b c");
  }

  @Test
  void a_path_that_names_the_server_gives_the_product() {
    LogParser nginx =
        LogParsers.named("access", world.context("/var/log/nginx/access.log")).orElseThrow();
    world.parse(nginx, examples().getFirst());
    assertThat(world.record.logsource()).hasToString("product=nginx category=webserver service=");
  }

  @Test
  void a_time_without_a_request_is_malformed() {
    assertThat(world.parse(access, "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] GET /"))
        .isInstanceOf(Outcome.Malformed.class);
  }
}
