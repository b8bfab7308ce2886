package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost actions list`.
@CommandLine.Command(
    description = {
      "Lists what was done about alerts, what would have been done, and what waits for an answer; the",
      "latest first. In a pipe every action is a line of JSON, whole."
    })
public final class ActionsListCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "applied, waiting, proposed, failed, undone, expired, denied, lapsed, refused, held_back or"
              + " replaced; several with commas between them; open for the first four. Default: all.")
  private String state = "";

  @Option(
      names = "--target",
      paramLabel = "ADDRESS",
      description = "About this address, or a network that it is in.")
  private String target = "";

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many. Default: 50.")
  private int limit = 50;

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    Target wanted =
        Target.of("actions")
            .with("state", state)
            .with("target", target)
            .with("limit", Integer.toString(limit));
    List<JsonValue> rows =
        DaemonOption.expect(daemon.client(terminal).get(wanted)).get("actions").items();
    switch (format) {
      case NDJSON -> rows.forEach(row -> terminal.line(Json.line(JsonTrees.plain(row))));
      case JSON ->
          terminal.line(
              Json.pretty(Map.of("actions", rows.stream().map(JsonTrees::plain).toList())));
      case TABLE, CSV, TEXT, SARIF, JUNIT ->
          new Printer(terminal, format).print(ActionTable.of(rows));
    }
    if (rows.isEmpty()) {
      terminal.say("no actions");
    }
    return Exit.CLEAN;
  }
}
