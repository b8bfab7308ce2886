package io.ironpost.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// `--output`, with the formats that the command has.
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "How results are written: table, json, ndjson, csv; where they apply also text, sarif,"
              + " junit. Default: a table on a terminal, NDJSON in a pipe.")
  private String output = "";

  /// The printer for the format asked for.
  ///
  /// @param onTerminal the default for people
  /// @param inPipe the default for programs
  /// @param more formats beside the four that every listing has
  public Printer printer(Terminal terminal, Format onTerminal, Format inPipe, Format... more) {
    return new Printer(terminal, format(terminal, onTerminal, inPipe, more));
  }

  /// The format asked for, or the default.
  public Format format(Terminal terminal, Format onTerminal, Format inPipe, Format... more) {
    if (output.isEmpty()) {
      return terminal.outIsTerminal() ? onTerminal : inPipe;
    }
    List<Format> known =
        Arrays.stream(Format.values())
            .filter(f -> f.compareTo(Format.CSV) <= 0 || Arrays.asList(more).contains(f))
            .toList();
    String word = output.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(() -> unknown(known));
  }

  private Refusal unknown(List<Format> known) {
    String words = known.stream().map(Format::word).collect(Collectors.joining(", "));
    return new Refusal(
        Exit.PROBLEM,
        "--output takes one of %s here, not %s.".formatted(words, SafeText.of(output)));
  }
}
