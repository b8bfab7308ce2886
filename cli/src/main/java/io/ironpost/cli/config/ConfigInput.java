package io.ironpost.cli.config;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.ConfigReader;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.ConfigSources;
import io.ironpost.daemon.config.Sections;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where the configuration comes from: `--config`, the environment, `--set`.
public final class ConfigInput {
  private static final Path DEFAULT = Path.of("ironpost.toml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file. Default: ironpost.toml, if there is one.")
  private Path file = DEFAULT;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key, as general.log_level=debug. May be given more than once.")
  private Map<String, String> options = new LinkedHashMap<>();

  /// Reads all of it, as it stands now.
  public ConfigReading read(Terminal terminal) {
    ConfigSources sources = new ConfigSources(name(), text(), terminal.environment(), options);
    return ConfigReader.read(Sections.schema(), sources);
  }

  /// The file's name, safe to print.
  public String name() {
    return SafeText.of(file.toString());
  }

  /// Whether there is no file and none was asked for.
  public boolean isWithoutFile() {
    return file.equals(DEFAULT) && Files.notExists(file);
  }

  /// The file that is read; for a program that looks whether it changed.
  public Path file() {
    return file;
  }

  /// Reads another text in the place of the file's, with the same overrides.
  public ConfigReading readText(String fileName, String toml, Terminal terminal) {
    return ConfigReader.read(
        Sections.schema(), new ConfigSources(fileName, toml, terminal.environment(), options));
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      if (file.equals(DEFAULT)) {
        return "";
      }
      throw new Refusal(Exit.PROBLEM, "there is no file " + name() + ".", e);
    } catch (MalformedInputException e) {
      throw new Refusal(Exit.PROBLEM, name() + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new Refusal(Exit.FAILED, "cannot read " + name() + ": " + SafeText.of(e.toString()), e);
    }
  }
}
