package io.ironpost.cli.daemon;

import io.ironpost.cli.config.ConfigInput;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.daemon.config.Sections;
import io.ironpost.daemon.run.ConfigSource;
import io.ironpost.daemon.setup.ConfigDraft;
import io.ironpost.daemon.setup.HostScan;
import java.nio.file.Path;
import java.util.Optional;

/// The configuration of `run`: the file, or what setup would write where there is none.
///
/// The host is asked once: a log that appears later must not change the answer at a reload.
final class RunConfiguration implements ConfigSource {
  private static final String FOUND = "(found on this host)";

  private final ConfigInput input;
  private final Terminal terminal;
  private final String draft;

  RunConfiguration(ConfigInput input, Terminal terminal) {
    this.input = input;
    this.terminal = terminal;
    this.draft = input.isWithoutFile() ? draft(terminal) : "";
  }

  private static String draft(Terminal terminal) {
    return new ConfigDraft(new HostScan(Path.of("/"), terminal.environment()).facts())
        .text(Sections.schema());
  }

  @Override
  public ConfigReading read() {
    return draft.isEmpty() ? input.read(terminal) : input.readText(FOUND, draft, terminal);
  }

  @Override
  public Optional<Path> file() {
    return draft.isEmpty() ? Optional.of(input.file()) : Optional.empty();
  }
}
