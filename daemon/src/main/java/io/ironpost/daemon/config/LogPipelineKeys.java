package io.ironpost.daemon.config;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.NearestName;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.Setting;
import io.ironpost.core.config.TextRule;
import java.util.List;

/// `[log_pipeline]` and what is below it: where logs come from and how they are read.
public final class LogPipelineKeys {
  /// What `sources` may name.
  public static final List<String> SOURCE_KINDS =
      List.of("syslog", "file", "journald", "unix", "containers", "stdin");

  private static final long HOUR_SECS = 3_600;

  public static final Key<Boolean> ENABLED = Keys.flag("enabled", true, "Whether logs are read.");
  public static final Key<List<String>> SOURCES =
      Keys.texts(
          "sources",
          1,
          TextRule.NOT_EMPTY,
          List.of("syslog", "file"),
          "Kinds of sources that are read: " + String.join(", ", SOURCE_KINDS) + ".");
  public static final Key<String> SYSLOG_BIND =
      Keys.text(
          "syslog_bind",
          TextRule.ANY,
          "0.0.0.0:514",
          "Where syslog over UDP is received, as 0.0.0.0:514; empty for nowhere.");
  public static final Key<String> SYSLOG_TCP_BIND =
      Keys.text(
          "syslog_tcp_bind",
          TextRule.ANY,
          "0.0.0.0:601",
          "Where syslog over TCP is received, as 0.0.0.0:601; empty for nowhere.");
  public static final Key<List<String>> WATCH_PATHS =
      Keys.texts(
          "watch_paths",
          0,
          TextRule.PATH,
          List.of("/var/log/syslog"),
          "Files that are followed; * and ** stand for names and folders.");
  public static final Key<Long> BATCH_SIZE =
      Keys.whole(
          "batch_size",
          100,
          1,
          10_000,
          "Lines that travel together at least, when the next stage is busy.");
  public static final Key<Long> FLUSH_INTERVAL_SECS =
      Keys.whole(
          "flush_interval_secs",
          5,
          1,
          HOUR_SECS,
          "How long a line waits for company at most. Lines are handed on sooner, as soon as the"
              + " next stage is idle.");
  public static final Key<Long> WORKERS =
      Keys.whole(
          "workers", 0, 0, 64, "Threads that parse and match; 0 for one per core, at most 4.");
  public static final Key<ByteSize> BUFFER_SIZE =
      Keys.size(
          "buffer_size",
          Keys.mebibytes(32),
          Keys.mebibytes(4),
          Keys.mebibytes(4_096),
          "How much is read ahead of the rules at most, over all sources.");
  public static final Key<String> OVERFLOW =
      Keys.choice(
          "overflow",
          "drop_oldest",
          List.of("drop_oldest", "drop_newest", "block"),
          "What happens to input that cannot wait (UDP, Unix datagrams) when the rules are slower."
              + " Files, TCP and the journal always wait.");

  public static final Key<List<String>> FILE_EXCLUDE =
      Keys.texts(
          "exclude",
          0,
          TextRule.PATH,
          List.of("**.gz", "**.xz", "**.zst", "**.bz2"),
          "Files left out though a pattern of watch_paths names them.");
  public static final Key<String> FILE_FROM =
      Keys.choice(
          "from",
          "end",
          List.of("end", "beginning"),
          "Where to begin in files that are there on the very first start. Later starts go on where"
              + " the last one was; files that appear are read from their beginning.");

  public static final Key<String> TLS_BIND =
      Keys.text(
          "tls_bind",
          TextRule.ANY,
          "",
          "Where syslog over TLS is received (RFC 5425), as 0.0.0.0:6514; empty for nowhere.");
  public static final Key<String> TLS_CERT =
      Keys.text("tls_cert", TextRule.ANY, "", "The server's certificate chain, a PEM file.");
  public static final Key<String> TLS_KEY =
      Keys.text("tls_key", TextRule.ANY, "", "Its private key, PEM, PKCS#8, without password.");
  public static final Key<String> TLS_CA =
      Keys.text("tls_ca", TextRule.ANY, "", "Who may sign clients' certificates, a PEM file.");
  public static final Key<String> TLS_CLIENT_AUTH =
      Keys.choice(
          "tls_client_auth",
          "none",
          List.of("none", "want", "require"),
          "Whether clients must show a certificate.");
  public static final Key<ByteSize> RECEIVE_BUFFER =
      Keys.size(
          "receive_buffer",
          Keys.mebibytes(4),
          new ByteSize(64 << 10),
          Keys.mebibytes(512),
          "The kernel's buffer for UDP; it holds what comes while Ironpost is busy.");
  public static final Key<Long> MAX_CONNECTIONS =
      Keys.whole("max_connections", 1_024, 1, 65_535, "TCP and TLS connections in all.");
  public static final Key<Long> MAX_CONNECTIONS_PER_PEER =
      Keys.whole("max_connections_per_peer", 64, 1, 65_535, "TCP and TLS connections per address.");

  public static final Key<String> UNIX_DATAGRAM =
      Keys.text(
          "datagram_path",
          TextRule.ANY,
          "",
          "A Unix datagram socket to receive on, as programs expect at /dev/log; empty for none.");
  public static final Key<String> UNIX_STREAM =
      Keys.text(
          "stream_path", TextRule.ANY, "", "A Unix stream socket to receive on; empty for none.");

  public static final Key<List<String>> JOURNAL_UNITS =
      Keys.texts(
          "units", 0, TextRule.NOT_EMPTY, List.of(), "Units that are read; empty for all of them.");
  public static final Key<String> JOURNAL_FROM =
      Keys.choice(
          "from",
          "end",
          List.of("end", "beginning"),
          "Where to begin on the very first start; later starts go on where the last one was.");

  public static final Key<List<String>> CONTAINER_PATHS =
      Keys.texts(
          "paths",
          1,
          TextRule.PATH,
          List.of("/var/lib/docker/containers/*/*-json.log", "/var/log/pods/**/*.log"),
          "Where container engines write logs.");

  private LogPipelineKeys() {}

  static List<Section> sections() {
    return List.of(
        new Section(
            "log_pipeline",
            "LOG_PIPELINE",
            "Logs: where they come from and how they are read.",
            List.of(
                ENABLED,
                SOURCES,
                SYSLOG_BIND,
                SYSLOG_TCP_BIND,
                WATCH_PATHS,
                BATCH_SIZE,
                FLUSH_INTERVAL_SECS,
                WORKERS,
                BUFFER_SIZE,
                OVERFLOW),
            LogPipelineKeys::check),
        Keys.section(
            "log_pipeline.file", "LOG_PIPELINE_FILE", "Followed files.", FILE_EXCLUDE, FILE_FROM),
        new Section(
            "log_pipeline.syslog",
            "LOG_PIPELINE_SYSLOG",
            "Syslog over the network.",
            List.of(
                TLS_BIND,
                TLS_CERT,
                TLS_KEY,
                TLS_CA,
                TLS_CLIENT_AUTH,
                RECEIVE_BUFFER,
                MAX_CONNECTIONS,
                MAX_CONNECTIONS_PER_PEER),
            LogPipelineKeys::checkTls),
        Keys.section(
            "log_pipeline.unix",
            "LOG_PIPELINE_UNIX",
            "Syslog over Unix sockets.",
            UNIX_DATAGRAM,
            UNIX_STREAM),
        Keys.section(
            "log_pipeline.journald",
            "LOG_PIPELINE_JOURNALD",
            "The systemd journal.",
            JOURNAL_UNITS,
            JOURNAL_FROM),
        Keys.section(
            "log_pipeline.containers",
            "LOG_PIPELINE_CONTAINERS",
            "Logs that container engines write to files.",
            CONTAINER_PATHS));
  }

  private static void check(Config config, Problems problems) {
    Setting<List<String>> sources = config.setting(SOURCES);
    for (String kind : sources.value()) {
      if (!SOURCE_KINDS.contains(kind)) {
        problems.add(
            new Problem(
                sources.origin(),
                sources.dotted(),
                "knows no \"%s\": there are %s".formatted(kind, String.join(", ", SOURCE_KINDS)),
                NearestName.to(kind, SOURCE_KINDS).orElse("")));
      }
    }
    requireAddress(config.setting(SYSLOG_BIND), problems);
    requireAddress(config.setting(SYSLOG_TCP_BIND), problems);
  }

  private static void checkTls(Config config, Problems problems) {
    requireAddress(config.setting(TLS_BIND), problems);
    boolean on = !config.get(TLS_BIND).isEmpty();
    for (Key<String> key : List.of(TLS_CERT, TLS_KEY)) {
      problems.require(
          !on || !config.get(key).isEmpty(),
          config.setting(key),
          "must be given when log_pipeline.syslog.tls_bind is");
    }
    problems.require(
        config.get(TLS_CLIENT_AUTH).equals("none") || !config.get(TLS_CA).isEmpty(),
        config.setting(TLS_CA),
        "must be given when clients are to show certificates");
  }

  private static void requireAddress(Setting<String> setting, Problems problems) {
    problems.require(
        setting.value().isEmpty() || TextRule.ADDRESS_AND_PORT.admits(setting.value()),
        setting,
        "must be " + TextRule.ADDRESS_AND_PORT.words() + ", or empty");
  }
}
