package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReader;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.ConfigSources;
import io.ironpost.daemon.config.Sections;
import io.ironpost.daemon.run.ConfigSource;
import io.ironpost.daemon.run.Daemon;
import io.ironpost.daemon.run.Launch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// A whole daemon in this process, on a folder of the test: it follows one file and tells alerts to
/// memory.
final class RunningDaemon implements AutoCloseable, ConfigSource {
  static final String TOKEN = "T0kenInThePath99";

  final Path log;
  final Path configuration;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Daemon daemon;

  RunningDaemon(Path folder) throws IOException, InterruptedException {
    log = Files.writeString(folder.resolve("auth.log"), "");
    configuration =
        Files.writeString(
            folder.resolve("ironpost.toml"),
            """
            [general]
            data_dir = "%1$s/data"
            pid_file = ""
            [metrics]
            enabled = false
            [rules]
            paths = []
            [log_pipeline]
            sources = ["file"]
            watch_paths = ["%1$s/auth.log"]
            [sinks.screen]
            type = "stdout"
            [sinks.pager]
            type = "webhook"
            url = "http://127.0.0.1:9/hook/%2$s"
            min_severity = "critical"
            """
                .formatted(folder, TOKEN));
    Launch launch =
        new Launch(
            this,
            Map.of(),
            told::writeBytes,
            InputStream.nullInputStream(),
            InstantSource.system(),
            ZoneOffset.UTC,
            "test");
    assertThat(read()).isInstanceOf(ConfigReading.Read.class);
    Config config = ((ConfigReading.Read) read()).config();
    daemon = new Daemon(launch, config);
    daemon.start();
  }

  @Override
  public ConfigReading read() {
    try {
      return ConfigReader.read(
          Sections.schema(),
          new ConfigSources(
              configuration.toString(), Files.readString(configuration), Map.of(), Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(configuration);
  }

  void logged(String line) throws IOException {
    Files.writeString(log, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  /// Runs a command against it, as a script does.
  Ran ask(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-c";
    all[arguments.length + 1] = configuration.toString();
    return Ran.piped(all);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
