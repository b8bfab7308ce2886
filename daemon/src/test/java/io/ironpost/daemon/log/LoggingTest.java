package io.ironpost.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
  private static final Logger OURS = LoggerFactory.getLogger("io.ironpost.store.spool.Writer");
  private static final String HOSTILE = "a\u001b[2J\r\nFORGED \u202e\u2028 \ud800 \"}é";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void off() {
    MDC.clear();
    Logging.off();
  }

  @Test
  void nothing_is_logged_until_the_log_is_turned_on() {
    assertThat(OURS.isErrorEnabled()).isFalse();
  }

  @Test
  void a_line_of_json_has_everything() {
    Logging.set("info", "json", out);
    MDC.put("traceId", "t-1");
    OURS.atWarn().addKeyValue("source", "auth").log("Source {} restarted.", 7);
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst())
        .matches("\\{\"time\":\"\\d{4}-.*Z\".*")
        .contains("\"level\":\"warn\"")
        .contains("\"logger\":\"io.ironpost.store.spool.Writer\"")
        .contains("\"module\":\"store\"")
        .contains("\"message\":\"Source 7 restarted.\"")
        .contains("\"traceId\":\"t-1\"")
        .contains("\"fields\":{\"source\":\"auth\"}");
  }

  @Test
  void the_thread_may_say_which_module_it_is() {
    Logging.set("info", "json", out);
    MDC.put("module", "webhook-ops");
    OURS.info("x");
    assertThat(text()).contains("\"module\":\"webhook-ops\"").doesNotContain("fields");
  }

  @Test
  void hostile_text_stays_in_its_place_as_json() {
    Logging.set("info", "json", out);
    OURS.info("got {}", HOSTILE, new IllegalStateException(HOSTILE));
    assertThat(lines()).hasSize(1);
    assertThat(text().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
  }

  @Test
  void hostile_text_stays_in_its_place_when_pretty() {
    Logging.set("info", "pretty", out);
    OURS.atInfo()
        .addKeyValue("file", HOSTILE)
        .setCause(new IllegalStateException(HOSTILE))
        .log(HOSTILE);
    assertThat(lines().getFirst())
        .contains("INFO  store    a\\u001B[2J\\u000D\\u000AFORGED \\u202E\\u2028")
        .contains("\"}é file=a\\u001B");
    assertThat(lines().stream().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    assertThat(text()).doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void libraries_speak_from_warnings_on_and_the_server_from_errors_on() {
    Logging.set("trace", "json", out);
    Logger library = LoggerFactory.getLogger("org.example");
    library.info("quiet");
    library.warn("heard");
    LoggerFactory.getLogger("io.helidon.webserver").warn("quiet");
    OURS.trace("heard");
    assertThat(lines()).hasSize(2).allMatch(line -> line.contains("heard"));
  }

  @Test
  void what_the_platform_logs_arrives_too() {
    Logging.set("info", "json", out);
    System.getLogger("java.net.http").log(System.Logger.Level.WARNING, "heard");
    java.util.logging.Logger.getLogger("x").info("quiet");
    java.util.logging.Logger.getLogger("io.helidon.x").warning("quiet");
    java.util.logging.Logger.getLogger("y").log(java.util.logging.Level.SEVERE, "heard {0}", 2);
    assertThat(lines()).hasSize(2).allMatch(line -> line.contains("heard"));
    assertThat(text()).contains("\"message\":\"heard 2\"").contains("\"module\":\"library\"");
  }

  @Test
  void a_server_that_cannot_start_is_told_by_whoever_started_it() {
    Logging.set("info", "json", out);
    System.getLogger("io.helidon.webserver.LoomServer")
        .log(System.Logger.Level.ERROR, "quiet", new IllegalStateException("in use"));
    System.getLogger("io.helidon.webserver.http").log(System.Logger.Level.ERROR, "heard");
    assertThat(lines()).hasSize(1).allMatch(line -> line.contains("heard"));
  }

  @Test
  void settings_may_change_while_it_runs() {
    Logging.set("warn", "json", out);
    OURS.info("quiet");
    Logging.set("debug", "pretty", out);
    OURS.debug("heard");
    assertThat(lines()).hasSize(1);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines() {
    return text().lines().toList();
  }
}
