package io.ironpost.cli.spool;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.AlertTable;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.MalformedJsonException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost spool show`.
@CommandLine.Command(
    description = {
      "Shows alerts that lie in the spool, the oldest first. Changes nothing; the daemon may run."
    })
public final class SpoolShowCommand implements Command {
  /// They are held in memory, and one may have a megabyte.
  private static final int MOST = 10_000;

  @Mixin private final SpoolOption spool = new SpoolOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Mixin private final FirstOption first = new FirstOption();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many, up to 10000. Default: 50. `spool export` gives all.")
  private int limit = 50;

  /// An entry with its payload as a tree; nothing where it is no JSON.
  private record Row(long sequence, JsonValue alert) {
    static Row of(SpoolEntry entry) {
      try {
        return new Row(entry.sequence(), JsonValue.read(entry.payload()));
      } catch (MalformedJsonException _) {
        return new Row(entry.sequence(), new JsonValue.Nothing());
      }
    }

    String text(String name) {
      return alert.get(name).text();
    }
  }

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    if (limit < 1 || limit > MOST) {
      throw new Refusal(Exit.PROBLEM, "--limit takes 1 to %d.".formatted(MOST));
    }
    List<Row> rows =
        spool.ask(
            terminal,
            inside -> inside.show(first.sequence(), limit).stream().map(Row::of).toList());
    new Printer(terminal, format).print(new Listing<>("entries", columns(format), rows, Map.of()));
    if (rows.isEmpty()) {
      terminal.say("nothing lies in the spool from there on");
    }
    return Exit.CLEAN;
  }

  private static List<Column<Row>> columns(Format format) {
    Column<Row> sequence = Column.fixed("sequence", "NUMBER", Row::sequence);
    if (format == Format.JSON || format == Format.NDJSON) {
      return List.of(sequence, Column.dataOnly("alert", row -> JsonTrees.plain(row.alert())));
    }
    return List.of(
        sequence,
        Column.<Row>fixed("severity", "SEVERITY", row -> row.text("severity"))
            .in(SpoolShowCommand::style),
        Column.fixed("id", "ID", row -> AlertTable.shortId(row.text("id"))),
        Column.fixed("revision", "REV", row -> row.alert().get("revision").whole()),
        Column.wide("title", "ALERT", SpoolShowCommand::title),
        Column.wide("group", "WHO", row -> row.text("group")),
        Column.fixed("count", "COUNT", row -> row.alert().get("count").whole()),
        Column.<Row>fixed("phase", "PHASE", row -> row.text("phase")).leavingAs(1));
  }

  private static Style style(Row row) {
    return AlertTable.style(row.text("severity"));
  }

  private static String title(Row row) {
    return row.alert() instanceof JsonValue.Nothing ? "(no JSON)" : row.text("title");
  }
}
