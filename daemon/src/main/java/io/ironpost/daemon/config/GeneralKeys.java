package io.ironpost.daemon.config;

import io.ironpost.core.config.Key;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import java.time.Duration;
import java.util.List;

/// `[general]` and `[metrics]`.
public final class GeneralKeys {
  public static final Key<String> LOG_LEVEL =
      Keys.choice(
          "log_level",
          "info",
          List.of("trace", "debug", "info", "warn", "error"),
          "How much Ironpost says about itself.");
  public static final Key<String> LOG_FORMAT =
      Keys.choice(
          "log_format",
          "json",
          List.of("json", "pretty"),
          "How it says it: a JSON object a line, or lines for people.");
  public static final Key<String> DATA_DIR =
      Keys.text(
          "data_dir",
          TextRule.PATH,
          "/var/lib/ironpost",
          "Where state is kept: spool, checkpoints, history, silences.");
  public static final Key<String> PID_FILE =
      Keys.text(
          "pid_file",
          TextRule.ANY,
          "/var/run/ironpost/ironpost.pid",
          "Where the process id is written; empty for nowhere.");
  public static final Key<String> CONTROL_SOCKET =
      Keys.text(
          "control_socket",
          TextRule.ANY,
          "",
          "The Unix socket that commands talk to. Empty: control.sock in data_dir.");
  public static final Key<Duration> SHUTDOWN_TIMEOUT =
      Keys.span(
          "shutdown_timeout",
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10),
          "How long an orderly end may take; then what is left is counted and told.");

  public static final Key<Boolean> METRICS_ENABLED =
      Keys.flag("enabled", true, "Whether metrics are served.");
  public static final Key<String> METRICS_ADDRESS =
      Keys.text("listen_addr", TextRule.NOT_EMPTY, "127.0.0.1", "The address to serve them on.");
  public static final Key<Long> METRICS_PORT =
      Keys.whole("port", 9_100, 0, 65_535, "The port to serve them on; 0 takes any that is free.");
  public static final Key<String> METRICS_ENDPOINT =
      Keys.choice("endpoint", "/metrics", List.of("/metrics"), "The path they are served under.");

  private GeneralKeys() {}

  static Section general() {
    return Keys.section(
        "general",
        "GENERAL",
        "What concerns the whole program.",
        LOG_LEVEL,
        LOG_FORMAT,
        DATA_DIR,
        PID_FILE,
        CONTROL_SOCKET,
        SHUTDOWN_TIMEOUT);
  }

  static Section metrics() {
    return Keys.section(
        "metrics",
        "METRICS",
        "Prometheus metrics.",
        METRICS_ENABLED,
        METRICS_ADDRESS,
        METRICS_PORT,
        METRICS_ENDPOINT);
  }
}
