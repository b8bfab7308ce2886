package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.daemon.config.Sections;
import io.ironpost.daemon.setup.ConfigDraft;
import io.ironpost.daemon.setup.HostFacts;
import io.ironpost.daemon.setup.HostScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `ironpost setup`.
@CommandLine.Command(
    description = {
      "Looks what this host has (log files, journal, containers, network) and writes a commented",
      "configuration that fits it. Changes nothing else."
    })
public final class SetupCommand implements Command {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The file to write. Default: ironpost.toml.")
  private Path file = Path.of("ironpost.toml");

  @Option(names = "--dry-run", description = "Print the configuration, write nothing.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description = "Replace a file that is there; it is kept beside, as FILE.bak.")
  private boolean force;

  @Override
  public Exit run(Terminal terminal) {
    HostFacts facts = new HostScan(Path.of("/"), terminal.environment()).facts();
    say(terminal, facts);
    String text = new ConfigDraft(facts).text(Sections.schema());
    if (dryRun) {
      terminal.out(text);
      return Exit.CLEAN;
    }
    write(text);
    String name = SafeText.of(file.toString());
    terminal.say("wrote " + name + ". Next: ironpost run -c " + name);
    return Exit.CLEAN;
  }

  private static void say(Terminal terminal, HostFacts facts) {
    found(terminal, "log files", facts.logs());
    found(terminal, "not readable", facts.unreadable());
    found(terminal, "journal", facts.hasJournal() ? List.of("readable") : List.of());
    found(terminal, "container logs", facts.containerLogs());
    found(terminal, "container engines", facts.engines());
    found(terminal, "interfaces", facts.interfaces());
    if (!facts.unreadable().isEmpty()) {
      terminal.say(
          "  Run setup as root, or as a member of the group that owns them (adm on Debian), to"
              + " have them read too.");
    }
    if (!facts.hasSources()) {
      terminal.say("  Nothing to read was found here: Ironpost will receive syslog.");
    }
  }

  private static void found(Terminal terminal, String what, List<String> things) {
    String said = things.isEmpty() ? "none" : String.join(", ", things);
    terminal.say("  %-18s %s".formatted(what, SafeText.of(said)));
  }

  private void write(String text) {
    LocalDisk disk = new LocalDisk();
    String name = SafeText.of(file.toString());
    try {
      if (Files.exists(file)) {
        if (!force) {
          throw new Refusal(
              Exit.PROBLEM,
              name + " is there already. --force replaces it, --dry-run only prints.");
        }
        disk.replace(Path.of(file + ".bak"), Files.readAllBytes(file));
      }
      disk.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refusal(
          Exit.FAILED, "cannot write %s: %s".formatted(name, SafeText.of(e.toString())), e);
    }
  }
}
