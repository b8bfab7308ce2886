package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost blocklist list`.
@CommandLine.Command(
    description = {
      "Lists who is blocked now: addresses and networks with who ordered it, and imported lists, a",
      "line each. With an address: what of it blocks that one."
    })
public final class BlocklistListCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS",
      description = "Only what blocks this address or network.")
  private String address = "";

  /// @param entries prefixes: 1, or as many as the list has
  private record Row(
      String kind, String what, long entries, String source, String until, long dropped) {}

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    String wanted = address.isEmpty() ? "" : BlockCommand.checked(address);
    JsonValue answer =
        DaemonOption.expect(
            daemon.client(terminal).get(Target.of("blocklist").with("address", wanted)));
    List<Row> rows =
        Stream.concat(
                answer.get("blocks").items().stream().map(BlocklistListCommand::block),
                answer.get("feeds").items().stream().map(BlocklistListCommand::feed))
            .toList();
    if (format == Format.JSON) {
      terminal.line(Json.pretty(JsonTrees.plain(answer)));
    } else {
      new Printer(terminal, format).print(listing(rows));
    }
    say(answer, rows.isEmpty(), terminal);
    return Exit.CLEAN;
  }

  private static Row block(JsonValue block) {
    JsonValue action = block.get("action");
    String source = action.members().isEmpty() ? "" : ActionTable.why(action);
    return new Row(
        "block",
        block.get("address").text(),
        1,
        source,
        ActionTable.time(block.get("until").text()),
        block.get("dropped").whole());
  }

  private static Row feed(JsonValue feed) {
    String by = feed.get("by").text();
    String source = feed.get("source").text();
    return new Row(
        "list",
        feed.get("name").text(),
        feed.get("entries").whole(),
        by.isEmpty() ? source : "%s, by %s".formatted(source, by),
        ActionTable.time(feed.get("until").text()),
        0);
  }

  private static Listing<Row> listing(List<Row> rows) {
    // Not every kernel's table counts for each address; a column of zeros would say otherwise.
    boolean counted = rows.stream().anyMatch(row -> row.dropped() > 0);
    return new Listing<>(
        "blocklist",
        List.of(
            Column.<Row>fixed("kind", "KIND", Row::kind).leavingAs(1),
            Column.wide("blocked", "BLOCKED", Row::what),
            Column.<Row>fixed("entries", "ENTRIES", Row::entries).leavingAs(2),
            Column.wide("source", "WHY", Row::source),
            Column.fixed("until", "UNTIL", Row::until),
            Column.<Row>fixed("dropped", counted ? "DROPPED" : "", Row::dropped).leavingAs(3)),
        rows,
        Map.of());
  }

  private void say(JsonValue answer, boolean isEmpty, Terminal terminal) {
    if (isEmpty) {
      terminal.say(address.isEmpty() ? "nobody is blocked" : "this address is not blocked");
    }
    if (!answer.get("health").text().equals("up")) {
      terminal.say(
          terminal.styledSaid(Style.WARNING, "note:")
              + " "
              + SafeText.of(answer.get("reason").text()));
    }
    for (JsonValue feed : answer.get("feeds").items()) {
      long leftOut = feed.get("left_out").whole();
      if (leftOut > 0) {
        terminal.say(
            "%s: %s of its entries not blocked because of the allowlist: %s"
                .formatted(
                    SafeText.of(feed.get("name").text()),
                    Counted.number(leftOut),
                    SafeText.of(Names.of(feed.get("left_out_first"), leftOut))));
      }
    }
  }
}
