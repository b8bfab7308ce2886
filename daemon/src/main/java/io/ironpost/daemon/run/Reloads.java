package io.ironpost.daemon.run;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.Setting;
import io.ironpost.daemon.control.ReloadOutcome;
import io.ironpost.daemon.metrics.ReloadFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a changed configuration and changed rules over while the program runs: all of it, or
/// nothing.
final class Reloads {
  /// What is fixed for the life of the process: places on disk, the size of queues.
  private static final Set<String> FIXED =
      Set.of(
          "general.data_dir",
          "general.pid_file",
          "general.control_socket",
          "general.log_format",
          "log_pipeline.workers",
          "log_pipeline.buffer_size",
          "log_pipeline.batch_size",
          "log_pipeline.flush_interval_secs",
          "log_pipeline.storage.postgres_url",
          "alerts.fold_window",
          "alerts.update_interval",
          "spool.max_size");

  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

  private final Daemon daemon;
  private Config inForce; // guarded by this
  private long successes;
  private long failures;
  private Instant lastSuccess;
  private String lastResult = "";

  Reloads(Daemon daemon, Config first) {
    this.daemon = daemon;
    this.inForce = first;
    this.lastSuccess = daemon.launch().clock().instant();
  }

  synchronized Config inForce() {
    return inForce;
  }

  synchronized ReloadFigures figures() {
    return new ReloadFigures(successes, failures, Optional.of(lastSuccess), lastResult);
  }

  /// Reads configuration and rules anew. Called by one at a time; what is in hand goes on.
  ///
  /// @param because who asked, for the log
  synchronized ReloadOutcome reload(String because) throws InterruptedException {
    LOG.info("Reading the configuration again: {}", because);
    return switch (daemon.launch().configuration().read()) {
      case ConfigReading.Refused(var problems) ->
          refuse(problems.stream().map(Problem::toString).toList());
      case ConfigReading.Read(var config) -> take(config);
    };
  }

  private ReloadOutcome take(Config config) throws InterruptedException {
    RuleSet rules =
        RuleSet.read(config, daemon.launch().environment(), daemon.launch().clock().instant());
    if (!rules.errors().isEmpty()) {
      return refuse(rules.errors());
    }
    List<String> changes = new ArrayList<>();
    List<String> needRestart = new ArrayList<>();
    compare(config, changes, needRestart);
    List<String> ruleChanges = rules.changesSince(daemon.detection().rules());
    changes.addAll(ruleChanges);
    try {
      if (!ruleChanges.isEmpty()) {
        daemon.detection().reload(rules);
      }
    } catch (RuntimeException e) {
      return refuse(List.of("the rules cannot be put to work: " + e.getMessage()));
    }
    inForce = config;
    daemon.apply(config);
    rules.notes().forEach(LOG::warn);
    return applied(changes, needRestart);
  }

  private ReloadOutcome refuse(List<String> problems) {
    failures++;
    lastResult = "refused, the old configuration goes on: " + problems.getFirst();
    LOG.error("The new configuration is refused, the old one goes on:");
    problems.forEach(problem -> LOG.error("  {}", problem));
    return new ReloadOutcome.Refused(problems);
  }

  private ReloadOutcome applied(List<String> changes, List<String> needRestart) {
    successes++;
    lastSuccess = daemon.launch().clock().instant();
    lastResult = changes.isEmpty() ? "nothing changed" : changes.size() + " change(s)";
    LOG.info("The new configuration holds: {}", lastResult);
    changes.forEach(change -> LOG.info("  {}", change));
    needRestart.forEach(key -> LOG.warn("  {} changes with the next start only", key));
    return new ReloadOutcome.Applied(changes, needRestart);
  }

  private void compare(Config config, List<String> changes, List<String> needRestart) {
    Map<String, Setting<?>> old = byKey(inForce);
    Map<String, Setting<?>> now = byKey(config);
    now.forEach((key, setting) -> {
      Setting<?> was = old.get(key);
      if (was == null || !setting.value().equals(was.value())) {
        String before = was == null ? "unset" : String.valueOf(was.shown());
        changes.add("~ %s = %s (was %s)".formatted(key, setting.shown(), before));
        if (FIXED.contains(key)) {
          needRestart.add(key);
        }
      }
    });
    old.keySet().stream()
        .filter(key -> !now.containsKey(key))
        .forEach(key -> changes.add("- " + key));
  }

  private static Map<String, Setting<?>> byKey(Config config) {
    Map<String, Setting<?>> settings = new LinkedHashMap<>();
    config.settings().forEach(setting -> settings.put(setting.dotted(), setting));
    return settings;
  }
}
