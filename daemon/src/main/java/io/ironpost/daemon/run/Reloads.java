package io.ironpost.daemon.run;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.Origin;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.Setting;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.control.ReloadOutcome;
import io.ironpost.daemon.log.Logging;
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
  private volatile Config inForce;

  // Read at any time, also while a reload waits for something.
  private volatile ReloadFigures figures;

  Reloads(Daemon daemon, Config first) {
    this.daemon = daemon;
    this.inForce = first;
    this.figures = new ReloadFigures(0, 0, Optional.of(daemon.launch().clock().instant()), "");
  }

  Config inForce() {
    return inForce;
  }

  ReloadFigures figures() {
    return figures;
  }

  /// Reads configuration and rules anew; what is in hand goes on.
  ///
  /// @param because who asked, for the log
  ReloadOutcome reload(String because) throws InterruptedException {
    return daemon
        .changes()
        .make(() -> {
          LOG.info("Reading the configuration again: {}", because);
          return switch (read()) {
            case ConfigReading.Refused(var problems) ->
                refuse(problems.stream().map(Problem::toString).toList());
            case ConfigReading.Read(var config) -> take(config);
          };
        });
  }

  /// A file that is just being replaced, or may not be read, is a refusal like any other.
  private ConfigReading read() {
    try {
      return daemon.launch().configuration().read();
    } catch (RuntimeException e) {
      return new ConfigReading.Refused(List.of(new Problem(new Origin.Default(), "", said(e), "")));
    }
  }

  private static String said(RuntimeException e) {
    return String.valueOf(e.getMessage());
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
    Daemon.Plan plan;
    try {
      plan = daemon.plan(config);
      if (!ruleChanges.isEmpty()) {
        daemon.detection().reload(rules);
      }
    } catch (RuntimeException e) {
      return refuse(List.of("it cannot be put to work: " + said(e)));
    }
    Config before = inForce;
    inForce = config;
    setLog(before, config);
    rules.notes().forEach(LOG::warn);
    try {
      daemon.apply(plan, config);
    } catch (RuntimeException e) {
      return halfDone(said(e));
    }
    return applied(changes, needRestart);
  }

  private static void setLog(Config before, Config now) {
    String level = now.get(GeneralKeys.LOG_LEVEL);
    String format = now.get(GeneralKeys.LOG_FORMAT);
    boolean isSame =
        level.equals(before.get(GeneralKeys.LOG_LEVEL))
            && format.equals(before.get(GeneralKeys.LOG_FORMAT));
    if (!isSame) {
      Logging.set(level, format);
    }
  }

  private ReloadOutcome halfDone(String why) {
    String what = "the new configuration holds but for what failed: " + why;
    LOG.error(what);
    figures = failed(what);
    return new ReloadOutcome.Refused(List.of(what));
  }

  private ReloadFigures failed(String result) {
    return new ReloadFigures(
        figures.successes(), figures.failures() + 1, figures.lastSuccess(), result);
  }

  private ReloadOutcome refuse(List<String> problems) {
    figures = failed("refused, the old configuration goes on: " + problems.getFirst());
    LOG.error("The new configuration is refused, the old one goes on:");
    problems.forEach(problem -> LOG.error("  {}", problem));
    return new ReloadOutcome.Refused(problems);
  }

  private ReloadOutcome applied(List<String> changes, List<String> needRestart) {
    String result = changes.isEmpty() ? "nothing changed" : changes.size() + " change(s)";
    Instant now = daemon.launch().clock().instant();
    figures =
        new ReloadFigures(figures.successes() + 1, figures.failures(), Optional.of(now), result);
    LOG.info("The new configuration holds: {}", result);
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
