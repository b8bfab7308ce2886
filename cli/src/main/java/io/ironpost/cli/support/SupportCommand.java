package io.ironpost.cli.support;

import io.ironpost.cli.Command;
import io.ironpost.cli.Version;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.DaemonPlace;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.Problem;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.DaemonUnreachableException;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.MalformedJsonException;
import io.ironpost.daemon.control.Target;
import io.ironpost.store.spool.SpoolDamage;
import io.ironpost.store.spool.SpoolInspection;
import io.ironpost.store.spool.SpoolRefusedException;
import io.ironpost.store.spool.SpoolReport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost support`.
@CommandLine.Command(
    description = {
      "Writes what a maintainer needs to see into one archive: how the daemon is, its figures, the",
      "configuration without secrets, its rules, the spool's condition, the host. No alert and no",
      "log line is in it unless asked for. Nothing is sent anywhere: read it, then attach it."
    })
public final class SupportCommand implements Command {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_LINES = 100_000;

  @Mixin private final DaemonOption daemon = new DaemonOption();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The archive. Default: ironpost-support-TIME.tar.gz, here.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Show what would be in it, write nothing.")
  private boolean dryRun;

  @Option(
      names = "--with-alerts",
      description = "The last 100 alerts too, with the log lines that prove them.")
  private boolean withAlerts;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "The end of this file too, into which the daemon's log is written.")
  private Path log = Path.of("");

  @Option(names = "--lines", paramLabel = "N", description = "How much of it. Default: 1000 lines.")
  private int lines = 1_000;

  @Override
  public Exit run(Terminal terminal) {
    Instant now = InstantSource.system().instant();
    ConfigReading reading = daemon.configuration(terminal);
    Bundle bundle = new Bundle(redaction(reading));
    DaemonPlace place = place(reading, terminal);
    bundle.put("versions.txt", "program, Java, system", versions(now));
    bundle.put("config.txt", "the configuration as files have it, secrets masked", text(reading));
    long pid = ofDaemon(bundle, new ControlClient(daemon.socketOr(place.socket()), PATIENCE));
    bundle.put("spool.txt", "condition of the spool", spool(place.dataDir().resolve("spool")));
    bundle.put("host.txt", "kernel, limits, memory, disk", HostText.of(place.dataDir(), pid));
    addLog(bundle);
    terminal.say("In the bundle:\n" + bundle.contents().stripTrailing());
    terminal.say(
        "Secrets of the configuration are taken out. Names of log files, senders and rules are in"
            + " it.");
    if (!dryRun) {
      write(bundle, now, terminal);
    }
    return Exit.CLEAN;
  }

  /// What a broken configuration would hide cannot be known; it is then left out altogether.
  private static Redaction redaction(ConfigReading reading) {
    return switch (reading) {
      case ConfigReading.Read(var config) -> Redaction.of(config);
      case ConfigReading.Refused _ -> new Redaction(List.of());
    };
  }

  private DaemonPlace place(ConfigReading reading, Terminal terminal) {
    return reading instanceof ConfigReading.Read(var config)
            && !daemon.configurationName().isEmpty()
        ? DaemonPlace.of(config)
        : DaemonPlace.withoutFile(terminal);
  }

  private static String versions(Instant now) {
    return """
    %s
    Java %s, %s
    %s %s %s, %d cores
    %s
    """
        .formatted(
            "ironpost " + Version.number(),
            System.getProperty("java.version"),
            System.getProperty("java.vm.version"),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            now);
  }

  private static String text(ConfigReading reading) {
    return switch (reading) {
      case ConfigReading.Read(Config config) ->
          config.settings().stream()
              .map(one -> "%s = %s    (%s)\n".formatted(one.dotted(), one.shown(), one.origin()))
              .collect(Collectors.joining());
      case ConfigReading.Refused(List<Problem> problems) ->
          "wrong:\n" + problems.stream().map(p -> p.key() + "\n").collect(Collectors.joining());
    };
  }

  /// @return the daemon's process id; zero when none answers
  private long ofDaemon(Bundle bundle, ControlClient client) {
    try {
      bundle.put("status.json", "the status page", client.get(Target.of("status")).text());
      bundle.put("health.json", "health of each module", client.get(Target.of("health")).text());
      bundle.put("metrics.txt", "all figures", client.get(Target.of("metrics")).text());
      bundle.put("rules.json", "rules with hits and cost", client.get(Target.of("rules")).text());
      bundle.put(
          "in-force.json",
          "the configuration in force, secrets masked",
          client.get(Target.of("config")).text());
      if (withAlerts) {
        bundle.put(
            "alerts.json",
            "the last 100 alerts WITH THEIR EVIDENCE",
            client.get(Target.of("alerts")).text());
      }
      return pid(client);
    } catch (DaemonUnreachableException e) {
      bundle.put("daemon.txt", "why no daemon answered", String.valueOf(e.getMessage()));
      return 0;
    }
  }

  private static long pid(ControlClient client) {
    try {
      JsonValue status = client.get(Target.of("status")).json();
      return status.get("pid").whole();
    } catch (MalformedJsonException _) {
      return 0; // something else listens there; its answer is in the bundle
    }
  }

  private static String spool(Path folder) {
    try {
      SpoolReport report = new SpoolInspection(folder).check();
      String damage =
          report.damage().stream().map(SpoolDamage::inWords).collect(Collectors.joining("\n"));
      return "%d segments, %d entries, %d bytes%nreaders: %s%n%s%n"
          .formatted(
              report.segments().size(),
              report.entries(),
              report.bytes(),
              report.readers(),
              damage.isEmpty() ? "no damage" : damage);
    } catch (IOException | SpoolRefusedException e) {
      return "not readable: " + e + "\n";
    }
  }

  private void addLog(Bundle bundle) {
    if (log.toString().isEmpty()) {
      return;
    }
    try {
      bundle.put(
          "log.txt",
          "the end of the daemon's log",
          HostText.lastLines(log, Math.clamp(lines, 1, MOST_LINES)));
    } catch (IOException e) {
      throw new Refusal(
          Exit.FAILED,
          "cannot read %s: %s".formatted(SafeText.of(log.toString()), SafeText.of(e.toString())),
          e);
    }
  }

  private void write(Bundle bundle, Instant now, Terminal terminal) {
    String folder = "ironpost-support-" + STAMP.format(now);
    Path to = file.toString().isEmpty() ? Path.of(folder + ".tar.gz") : file;
    String name = SafeText.of(to.toString());
    try {
      bundle.write(to, folder, now);
    } catch (FileAlreadyExistsException e) {
      throw new Refusal(Exit.PROBLEM, name + " is there already; --file names another.", e);
    } catch (IOException e) {
      throw new Refusal(
          Exit.FAILED, "cannot write %s: %s".formatted(name, SafeText.of(e.toString())), e);
    }
    terminal.line(name);
  }
}
