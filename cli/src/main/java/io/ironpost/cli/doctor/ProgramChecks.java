package io.ironpost.cli.doctor;

import io.ironpost.cli.output.SafeText;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The program itself: its modules, its rules, its memory, its clock.
final class ProgramChecks {
  /// The JVM is up and has read its configuration within this, on a machine that is busy.
  private static final Duration SLOW_START = Duration.ofSeconds(30);

  /// Less time says nothing about whether anything will come.
  private static final int ENOUGH_SECONDS = 60;

  /// The heap is full of live objects when so much of the time goes into finding dead ones.
  private static final double BUSY_COLLECTOR = 0.2;

  private static final int SHOWN_RULES = 3;

  private final Case the;
  private final HostLimits host;

  ProgramChecks(Case the, HostLimits host) {
    this.the = the;
    this.host = host;
  }

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    modules(found);
    nothingRead(found);
    parked(found);
    noRules(found);
    reload(found);
    memory(found);
    clock(found);
    return found;
  }

  /// Receivers have checks of their own, and so have datagrams that the kernel dropped.
  private void modules(List<Finding> found) {
    for (JsonValue module : the.status().get("modules").items()) {
      String health = module.get("health").text();
      String name = module.get("name").text();
      String reason = module.get("reason").text();
      if (health.equals("up") || name.startsWith("sink ") || isOfDropsAlone(reason)) {
        continue;
      }
      found.add(
          new Finding(
              health.equals("down") ? Finding.Gravity.ERROR : Finding.Gravity.WARNING,
              "The module %s is %s.".formatted(SafeText.of(name), SafeText.of(health)),
              SafeText.of(reason) + restarts(module.get("restarts").whole()),
              fix(name, reason)));
    }
  }

  private static boolean isOfDropsAlone(String reason) {
    int drops = reason.indexOf("datagrams dropped by the kernel");
    return drops >= 0 && reason.lastIndexOf("; ", drops) < 0;
  }

  private static String restarts(long count) {
    return count == 0 ? "" : "; restarted %,d times".formatted(count);
  }

  private String fix(String module, String reason) {
    if (reason.contains("may not be read")
        || reason.toLowerCase(Locale.ROOT).contains("permission denied")) {
      return "Let Ironpost's user read them (`usermod -aG adm USER` on Debian), or take them out of"
          + " log_pipeline.watch_paths";
    }
    for (String key : List.of("max_user_watches", "max_user_instances")) {
      if (reason.contains(key)) {
        long now = host.number("fs/inotify/" + key);
        return "sysctl -w fs.inotify.%s=%d (now %d)".formatted(key, 2 * Math.max(now, 128), now);
      }
    }
    if (reason.contains("rmem_max")) {
      return "sysctl -w net.core.rmem_max=%d, or a smaller log_pipeline.syslog.receive_buffer"
          .formatted(the.size("log_pipeline.syslog.receive_buffer"));
    }
    return switch (module) {
      case "rules" -> "`ironpost rules lint` on rules.paths shows every problem with its line";
      case "spool", "checkpoint" ->
          "Look at the disk of general.data_dir: room, rights, kernel log";
      case "history" ->
          "Look at log_pipeline.storage.postgres_url, or the disk of general.data_dir";
      default -> "The reason says it; the daemon's log says when it began";
    };
  }

  private void nothingRead(List<Finding> found) {
    long up = the.status().get("uptime_seconds").whole();
    if (the.status().get("pipeline").get("collected").whole() == 0 && up > ENOUGH_SECONDS) {
      found.add(
          Finding.warning(
              "Not one line has come in.",
              "up for %s; sources: %s"
                  .formatted(
                      TimeSpan.text(Duration.ofSeconds(up)),
                      SafeText.of(the.setting("log_pipeline.sources"))),
              "log_pipeline.sources and watch_paths; `ironpost setup --dry-run` shows what this host"
                  + " has"));
    }
  }

  private void parked(List<Finding> found) {
    List<String> parked =
        the.rules().stream()
            .filter(rule -> rule.get("parked").isTrue())
            .map(rule ->
                "%s (%s)"
                    .formatted(
                        SafeText.of(rule.get("title").text()), SafeText.of(rule.get("id").text())))
            .toList();
    if (!parked.isEmpty()) {
      found.add(
          Finding.error(
              "Rules were set aside because they cost too much: they detect nothing.",
              "%d: %s"
                  .formatted(
                      parked.size(),
                      String.join(", ", parked.subList(0, Math.min(SHOWN_RULES, parked.size())))),
              "Simplify their patterns (`ironpost rules lint`) and `ironpost reload`, or name them in"
                  + " rules.disabled"));
    }
  }

  private void noRules(List<Finding> found) {
    if (the.status().get("rules").get("loaded").whole() == 0) {
      found.add(
          Finding.error(
              "There are no rules: nothing can be detected.",
              "0 rules loaded",
              "rules.builtin = true, or rules of your own in rules.paths"));
    }
  }

  private void reload(List<Finding> found) {
    JsonValue reload = the.status().get("reload");
    String last = reload.get("last_result").text();
    if (last.startsWith("refused")) {
      found.add(
          Finding.warning(
              "The last reload was refused; what holds is the configuration before it.",
              SafeText.of(last) + "; last good " + SafeText.of(reload.get("last_success").text()),
              "`ironpost config check` and `ironpost rules lint` show every problem; then `ironpost"
                  + " reload`"));
    }
  }

  private void memory(List<Finding> found) {
    JsonValue memory = the.status().get("memory");
    double most = memory.get("heap_max_bytes").decimal();
    double share = the.rate(sample -> sample.value("ironpost_jvm_gc_seconds_total"));
    if (share > BUSY_COLLECTOR) {
      found.add(
          Finding.error(
              "Memory is short: the program mostly looks for memory to free.",
              "%s of the time in garbage collection; heap %s of %s, resident %s"
                  .formatted(
                      "%.1f %%".formatted(100 * share),
                      Sizes.about(memory.get("heap_bytes").decimal()),
                      Sizes.about(most),
                      Sizes.about(memory.get("rss_bytes").decimal())),
              "IRONPOST_HEAP=%dm in its environment (now %d)"
                  .formatted(Sizes.enough(1.5 * most).bytes() >> 20, (long) most >> 20)));
    }
  }

  /// The kernel tells when the process began by today's clock, the daemon by that of then.
  private void clock(List<Finding> found) {
    try {
      Instant said = Instant.parse(the.status().get("started_at").text());
      ProcessHandle.of(the.status().get("pid").whole())
          .flatMap(process -> process.info().startInstant())
          .map(began -> Duration.between(began, said))
          .filter(off -> off.compareTo(SLOW_START) > 0 || off.isNegative() && off.toSeconds() < -2)
          .ifPresent(off ->
              found.add(
                  Finding.warning(
                      "The clock was set since the daemon started: times of alerts before and after"
                          + " do not fit together.",
                      "by %s%s"
                          .formatted(
                              off.isNegative() ? "+" : "-",
                              TimeSpan.text(off.abs().truncatedTo(ChronoUnit.SECONDS))),
                      "Let chrony or systemd-timesyncd keep the time")));
    } catch (DateTimeException _) {
      // a newer daemon's way to write it
    }
  }
}
