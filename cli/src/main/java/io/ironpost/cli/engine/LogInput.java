package io.ironpost.cli.engine;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.logs.collect.CaptureReading;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.collect.Collected;
import io.ironpost.logs.collect.FileCollector;
import io.ironpost.logs.pipeline.ReplayPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The logs and captures a user named: files, folders, and `-` for standard input.
public final class LogInput {
  private static final String STDIN = "-";

  private final List<String> named;
  private final InputStream stdin;

  public LogInput(List<String> named, InputStream stdin) {
    this.named = List.copyOf(named);
    this.stdin = stdin;
  }

  /// How many bytes there are to read; 0 when nobody can know (a pipe, an archive).
  public long totalBytes() {
    long total = 0;
    for (String name : named) {
      if (name.equals(STDIN) || isArchive(name)) {
        return 0;
      }
      Path path = path(name);
      if (Files.isDirectory(path)) {
        return 0;
      }
      try {
        total += Files.size(path);
      } catch (IOException _) {
        return 0; // reading it will say why
      }
    }
    return total;
  }

  /// In the C locale Java can name no file outside ASCII.
  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Refusal(
          Exit.FAILED,
          "cannot read %s: this locale cannot write its name; set LC_ALL=C.UTF-8"
              .formatted(SafeText.of(name)),
          e);
    }
  }

  private static boolean isArchive(String name) {
    return name.endsWith(".gz") || name.endsWith(".zst") || name.endsWith(".xz");
  }

  /// Reads everything into the pipeline, in the order it was named.
  public List<Collected> read(Ledger ledger, ReplayPipeline pipeline, CaptureReading captures)
      throws InterruptedException {
    FileCollector collector = new FileCollector(CollectLimits.defaults(), ledger, captures);
    List<Collected> all = new ArrayList<>();
    for (String name : named) {
      all.add(
          name.equals(STDIN)
              ? collector.read(STDIN, stdin, pipeline)
              : collector.read(path(name), pipeline));
    }
    return all;
  }
}
