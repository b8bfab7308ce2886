package io.ironpost.cli.logs;

import io.ironpost.cli.Command;
import io.ironpost.cli.engine.Lines;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.daemon.engine.SourceTimes;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost logs explain LINE|FILE|-`.
@CommandLine.Command(
    description = {
      "Shows how lines are read: which parser takes each, which fields it yields, its time and"
          + " logsource, and where the other parsers stopped.",
      "Ends with 0 when every line was read, with 2 when one was malformed."
    })
public final class LogsExplainCommand implements Command {
  @Parameters(
      arity = "1",
      paramLabel = "LINE|FILE|-",
      description = "A line as it stands, a file, or - for standard input.")
  private String what = "";

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "How many lines of a file to explain. Default: 3.")
  private int most = 3;

  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TEXT, Format.NDJSON, Format.TEXT);
    Lines lines = Lines.of(what, terminal.in(), most);
    Parsers parsers =
        new Parsers(SourceTimes.guessed(ZoneId.systemDefault(), InstantSource.system()));
    List<Reading> readings = new LineReader(parsers, lines.source()).read(lines.lines());
    if (format == Format.TEXT || format == Format.TABLE) {
      ReadingText text = new ReadingText(terminal);
      readings.forEach(text::print);
    } else {
      new Printer(terminal, format).print(new Listing<>("lines", columns(), readings, Map.of()));
    }
    return readings.stream().allMatch(Reading::wasRead) ? Exit.CLEAN : Exit.PROBLEM;
  }

  private static List<Column<Reading>> columns() {
    return List.of(
        Column.dataOnly("line", Reading::number),
        Column.dataOnly("text", Reading::text),
        Column.dataOnly("parser", Reading::format),
        Column.dataOnly("outcome", Reading::outcome),
        Column.dataOnly("time", Reading::time),
        Column.dataOnly("logsource", Reading::logsource),
        Column.dataOnly("fields", Reading::fieldValues),
        Column.dataOnly(
            "refusals", reading -> reading.refusals().stream().map(Refused::asData).toList()));
  }
}
