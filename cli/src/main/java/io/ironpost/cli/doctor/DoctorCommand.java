package io.ironpost.cli.doctor;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.DaemonPlace;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.config.EbpfKeys;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.DaemonUnreachableException;
import io.ironpost.daemon.setup.KernelScan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost doctor`.
@CommandLine.Command(
    description = {
      "Says what is wrong, with the figures that were measured, and which setting or command mends",
      "it. Looks at the daemon twice, to tell what happens now from what happened once. Without a",
      "daemon it says why none answers and whether one could run here.",
      "Ends with 0 when nothing was found, 1 when something was, 3 when no daemon answers."
    })
public final class DoctorCommand implements Command {
  /// A daemon that takes longer to say how it is, is not well.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long to look, as 500ms or 1m. Default: 2s.")
  private String lasts = "2s";

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    Duration time =
        TimeSpan.of(lasts)
            .orElseThrow(() -> new Refusal(Exit.PROBLEM, "--for takes a time, as 500ms or 1m."));
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    List<Finding> found = new ArrayList<>();
    Optional<Config> config = configuration(terminal, found);
    DaemonPlace place =
        config
            .filter(_ -> !daemon.configurationName().isEmpty())
            .map(DaemonPlace::of)
            .orElseGet(() -> DaemonPlace.withoutFile(terminal));
    Path socket = daemon.socketOr(place.socket());
    Exit exit = Exit.CLEAN;
    try {
      found.addAll(ofDaemon(new ControlClient(socket, PATIENCE), time));
    } catch (DaemonUnreachableException e) {
      exit = Exit.UNREACHABLE;
      found.add(unreachable(e, socket));
      config.ifPresent(c -> {
        found.addAll(new HostChecks(c, place.dataDir()).beforeStart());
        found.addAll(ofKernel(c));
      });
    }
    config.ifPresent(c -> found.addAll(new HostChecks(c, place.dataDir()).always()));
    print(found, format, terminal);
    return exit == Exit.CLEAN && !found.isEmpty() ? Exit.FINDINGS : exit;
  }

  private Optional<Config> configuration(Terminal terminal, List<Finding> found) {
    return switch (daemon.configuration(terminal)) {
      case ConfigReading.Read(var config) -> Optional.of(config);
      case ConfigReading.Refused(var problems) -> {
        problems.forEach(problem -> found.add(wrong(problem)));
        yield Optional.empty();
      }
    };
  }

  private static Finding wrong(Problem problem) {
    return Finding.error(
        "The configuration is wrong: the daemon would not start with it.",
        SafeText.of(problem.toString()),
        problem.hint().isEmpty()
            ? "Correct it; `ironpost config check` tells when it is right"
            : "Did you mean %s?".formatted(SafeText.of(problem.hint())));
  }

  private static Finding unreachable(DaemonUnreachableException e, Path socket) {
    String fix =
        switch (e.why()) {
          case NO_SOCKET, NOBODY_LISTENS ->
              "`ironpost run`, or `systemctl start ironpost`; -c or --socket names another daemon";
          case NO_PERMISSION -> "Run it as root, or as a member of the group ironpost";
          case NO_ANSWER -> "Its log may say why; a restart is safe: nothing acknowledged is lost";
        };
    return Finding.error(
        "No daemon answers.",
        SafeText.of(socket + ": " + e.why().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
        fix);
  }

  /// Asked as this user, who need not be the daemon's.
  private static List<Finding> ofKernel(Config config) {
    return config.get(EbpfKeys.ENABLED)
        ? WireChecks.of(KernelScan.running().facts(Path.of(config.get(EbpfKeys.PIN_PATH))))
        : List.of();
  }

  private static List<Finding> ofDaemon(ControlClient client, Duration time)
      throws InterruptedException {
    Sample before = Sample.take(client);
    Thread.sleep(time);
    Case the = Case.of(before, client, InstantSource.system().instant());
    HostLimits host = HostLimits.here();
    List<Finding> found = new ArrayList<>();
    found.addAll(new LossChecks(the, host).findings());
    found.addAll(new ProgramChecks(the, host).findings());
    found.addAll(new StorageChecks(the).findings());
    found.addAll(new ReceiverChecks(the).findings());
    found.addAll(WireChecks.ask(the, client).findings());
    return found;
  }

  private static void print(List<Finding> found, Format format, Terminal terminal) {
    List<Finding> sorted = found.stream().sorted(Comparator.comparing(Finding::gravity)).toList();
    if (!sorted.isEmpty() || format != Format.TABLE) {
      new Printer(terminal, format).print(listing(sorted));
    }
    terminal.say(sorted.isEmpty() ? "nothing is wrong" : Counted.of(sorted.size(), "finding"));
  }

  private static Listing<Finding> listing(List<Finding> found) {
    return new Listing<>(
        "findings",
        List.of(
            Column.<Finding>fixed("severity", "LEVEL", finding -> finding.gravity().word())
                .in(finding -> finding.gravity().style()),
            Column.wide("what", "WHAT IS WRONG", Finding::what),
            Column.wide("measured", "MEASURED", Finding::measured),
            Column.wide("fix", "WHAT TO DO", Finding::fix)),
        found,
        Map.of());
  }
}
