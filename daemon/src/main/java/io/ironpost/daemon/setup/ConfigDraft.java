package io.ironpost.daemon.setup;

import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Secret;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.daemon.config.EbpfKeys;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.config.LogPipelineKeys;
import io.ironpost.response.config.ResponseKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the configuration that fits a host: what was found is set, everything else stands there
/// as a comment with its default.
public final class ConfigDraft {
  private static final int WIDTH = 96;

  private final HostFacts host;
  private final Map<Key<?>, Choice> choices = new LinkedHashMap<>();

  /// A value and why it was chosen.
  private record Choice(Object value, String why) {}

  public ConfigDraft(HostFacts host) {
    this.host = host;
    chooseSources();
    choosePlaces();
    chooseWire();
  }

  private void chooseWire() {
    if (host.isRoot()) {
      choose(
          EbpfKeys.ENABLED,
          true,
          "this runs as root; where the kernel does not let it, it says so");
    }
    if (IpPrefix.of(host.sshPeer()).isPresent()) {
      choose(ResponseKeys.ALLOW, List.of(host.sshPeer()), "where you are connected from now");
    }
  }

  private void chooseSources() {
    List<String> kinds = new ArrayList<>();
    if (!host.logs().isEmpty()) {
      kinds.add("file");
      choose(LogPipelineKeys.WATCH_PATHS, host.logs(), "found here, and readable");
    }
    if (host.hasJournal()) {
      kinds.add("journald");
    }
    if (!host.containerLogs().isEmpty()) {
      kinds.add("containers");
      choose(LogPipelineKeys.CONTAINER_PATHS, host.containerLogs(), "found here");
    }
    boolean receives = host.isRoot() && !host.syslogPortsTaken();
    if (receives || kinds.isEmpty()) {
      kinds.add("syslog");
    }
    choose(LogPipelineKeys.SOURCES, kinds, "what this host has");
    if (!receives) {
      String why =
          host.isRoot()
              ? "another program receives on 514 already"
              : "ports below 1024 need root or CAP_NET_BIND_SERVICE";
      choose(LogPipelineKeys.SYSLOG_BIND, "127.0.0.1:1514", why);
      choose(LogPipelineKeys.SYSLOG_TCP_BIND, "127.0.0.1:1601", why);
    }
  }

  private void choosePlaces() {
    if (!host.isRoot()) {
      choose(GeneralKeys.DATA_DIR, host.dataDir(), "writable without root");
      choose(GeneralKeys.PID_FILE, host.dataDir() + "/ironpost.pid", "writable without root");
    }
  }

  private <T> void choose(Key<T> key, T value, String why) {
    choices.put(key, new Choice(value, why));
  }

  /// The file's text.
  public String text(ConfigSchema schema) {
    StringBuilder text = new StringBuilder();
    text.append("# Ironpost's configuration, drafted by `ironpost setup`.\n");
    text.append("# A line that begins with # shows a default; take the # away to change it.\n");
    text.append("# `ironpost config check` finds mistakes, `ironpost config show` says what is in");
    text.append(" force.\n");
    schema.sections().forEach(section -> write(section, text));
    writeSinks(text);
    return text.toString();
  }

  private void write(Section section, StringBuilder text) {
    text.append("\n# ").append(section.description()).append("\n[").append(section.name());
    text.append("]\n");
    for (Key<?> key : section.keys()) {
      comment(key.description(), text);
      Choice choice = choices.get(key);
      if (choice != null) {
        comment("Set by setup: " + choice.why() + ".", text);
        text.append(key.name()).append(" = ").append(toml(choice.value())).append('\n');
      } else {
        text.append("#").append(key.name()).append(" = ").append(toml(key.byDefault()));
        text.append('\n');
      }
    }
  }

  /// A comment, wrapped.
  private static void comment(String sentence, StringBuilder text) {
    StringBuilder line = new StringBuilder("#");
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(1);
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  private static void writeSinks(StringBuilder text) {
    text.append(
        """

        # Where alerts go; as many as you like, each under a name of your own.
        # `ironpost config schema --output table` lists the types and their keys.
        [sinks.screen]
        type = "stdout"

        #[sinks.pager]
        #type = "webhook"
        #url = "https://hooks.example.org/ironpost"
        #min_severity = "high"

        # What is done about alerts. Without any the built-in policy `attackers` holds, which blocks
        # who guesses, scans or floods; response.mode says whether it does so, asks, or only says so.
        #[policies.guessers]
        #action = "block_address"
        #tags = ["attack.t1110*"]
        #durations = ["1h", "1d"]

        # Rules for packets, in their order.
        #[filters.no_telnet]
        #action = "block"
        #protocol = "tcp"
        #port = "23"
        """);
  }

  private static String toml(Object value) {
    return switch (value) {
      case Boolean flag -> flag.toString();
      case Number number -> number.toString();
      case Secret _ -> "\"\"";
      case Duration span -> quoted(TimeSpan.text(span));
      case List<?> items ->
          items.stream().map(ConfigDraft::toml).collect(Collectors.joining(", ", "[", "]"));
      default -> quoted(value.toString());
    };
  }

  /// A basic string of TOML 1.0: the quote, the backslash and control characters are escaped.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
