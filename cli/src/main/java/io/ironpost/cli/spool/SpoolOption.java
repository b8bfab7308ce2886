package io.ironpost.cli.spool;

import io.ironpost.cli.config.ConfigInput;
import io.ironpost.cli.daemon.DaemonPlace;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.store.spool.SpoolInspection;
import io.ironpost.store.spool.SpoolRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which spool is looked into.
final class SpoolOption {
  @Mixin private final ConfigInput input = new ConfigInput();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The spool's folder. Default: spool, in the data_dir of the configuration.")
  private Path folder = Path.of("");

  /// Something asked of a spool.
  @FunctionalInterface
  interface Question<T> {
    T of(SpoolInspection spool) throws IOException;
  }

  /// The answer.
  ///
  /// @throws Refusal when there is no spool or it cannot be read at all
  <T> T ask(Terminal terminal, Question<T> question) {
    Path place =
        folder.toString().isEmpty()
            ? DaemonPlace.of(input, terminal).dataDir().resolve("spool")
            : folder;
    String name = SafeText.of(place.toString());
    if (!Files.isDirectory(place)) {
      throw new Refusal(Exit.PROBLEM, "there is no spool at %s; --dir names it.".formatted(name));
    }
    try {
      return question.of(new SpoolInspection(place));
    } catch (SpoolRefusedException e) {
      throw new Refusal(Exit.FAILED, SafeText.of(String.valueOf(e.getMessage())) + ".", e);
    } catch (IOException e) {
      throw new Refusal(
          Exit.FAILED, "cannot read %s: %s".formatted(name, SafeText.of(e.toString())), e);
    }
  }
}
