package io.ironpost.logs.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.LogParserContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ErrorLogParsersTest {
  @Nested
  class Apache extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("apache-error");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "[Sun Dec 04 04:47:44 2005] [error] [client 1.2.3.4] Directory index forbidden by rule:"
              + " /var/www/",
          "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 43286] [client"
              + " 7.1.9.1:5555] AH00128: File does not exist: /usr/x, referer: http://a/",
          "[Sun Dec  4 04:47:44 2005] [notice] jk2_init() Found child 6725 in scoreboard slot 10");
    }

    @Test
    void the_form_of_2_2_is_read() {
      world.parse(parser(), examples().getFirst());
      assertThat(world.time()).isEqualTo("2005-12-04T04:47:44Z");
      assertThat(world.fields())
          .contains("severity = error", "src_ip = 1.2.3.4")
          .contains("message = Directory index forbidden by rule: /var/www/");
    }

    @Test
    void the_form_of_2_4_is_read() {
      world.parse(parser(), examples().get(1));
      assertThat(world.time()).isEqualTo("2011-09-09T10:42:29.902022Z");
      assertThat(world.fields())
          .contains("module = core", "severity = error", "pid = 35708", "src_port = 5555")
          .contains("msgid~ = AH00128", "cs-referer~ = http://a/");
    }

    @Test
    void an_ipv6_client_keeps_its_colons() {
      world.parse(parser(), "[Sun Dec 04 04:47:44 2005] [error] [client 2001:db8::1] x");
      assertThat(world.value("src_ip")).isEqualTo("2001:db8::1");
    }
  }

  @Nested
  class Nginx extends LogParserContract {
    @Override
    protected LogParser parser() {
      return world.parser("nginx-error");
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "2024/01/02 03:04:05 [error] 123#0: *1 open() \"/x\" failed (2: No such file or"
              + " directory), client: 1.2.3.4, server: s, request: \"GET /x?y HTTP/1.1\", host:"
              + " \"h.org\"",
          "2024/01/02 03:04:05 [notice] 1#1: start worker processes");
    }

    @Test
    void what_stands_after_the_text_becomes_fields() {
      world.parse(parser(), examples().getFirst());
      assertThat(world.time()).isEqualTo("2024-01-02T03:04:05Z");
      assertThat(world.fields())
          .contains("severity = error", "pid = 123", "src_ip~ = 1.2.3.4", "cs-host~ = h.org")
          .contains("cs-method~ = GET", "cs-uri~ = /x?y", "cs-uri-query~ = y");
    }
  }
}
