package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.ControlClient.Response;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost alerts list`.
@CommandLine.Command(
    description = {
      "Lists kept alerts, the youngest first.",
      "In a pipe every alert is a line of JSON, whole."
    })
public final class AlertsListCommand implements Command {
  /// As many as the daemon hands out at once.
  private static final int PAGE = 500;

  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Last seen since: 2h, 7d, or 2026-01-31T12:00:00Z.")
  private String since = "";

  @Option(names = "--severity", paramLabel = "LEVEL", description = "Of this severity or worse.")
  private String severity = "";

  @Option(names = "--rule", paramLabel = "RULE", description = "Of this rule, by id or name.")
  private String rule = "";

  @Option(
      names = "--entity",
      paramLabel = "NAME=VALUE",
      description = "About this: src_ip=203.0.113.9. May be given more than once.")
  private List<String> entities = List.of();

  @Option(names = "--text", paramLabel = "TEXT", description = "With this text in it.")
  private String text = "";

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many; 0 for all. Default: 50.")
  private int limit = 50;

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    List<JsonValue> rows = rows(terminal);
    switch (format) {
      case NDJSON -> rows.forEach(row -> terminal.line(Json.line(whole(row))));
      case JSON ->
          terminal.line(
              Json.pretty(Map.of("alerts", rows.stream().map(AlertsListCommand::whole).toList())));
      case TABLE -> new Printer(terminal, format).print(AlertTable.forPeople(rows));
      case CSV, TEXT, SARIF, JUNIT ->
          new Printer(terminal, format).print(AlertTable.forPrograms(rows));
    }
    if (rows.isEmpty()) {
      terminal.say("no alerts");
    }
    return Exit.CLEAN;
  }

  /// The alert as it is told, and who has seen it.
  private static Map<String, Object> whole(JsonValue row) {
    Map<String, Object> whole = new LinkedHashMap<>();
    row.get("alert").members().forEach((name, value) -> whole.put(name, JsonTrees.plain(value)));
    if (!row.get("acknowledged").members().isEmpty()) {
      whole.put("acknowledged", JsonTrees.plain(row.get("acknowledged")));
    }
    return whole;
  }

  private List<JsonValue> rows(Terminal terminal) {
    List<JsonValue> rows = new ArrayList<>();
    String after = "";
    do {
      int wanted = limit == 0 ? PAGE : Math.min(PAGE, limit - rows.size());
      JsonValue page = DaemonOption.expect(page(terminal, wanted, after));
      rows.addAll(page.get("alerts").items());
      after = page.get("next").text();
    } while (!after.isEmpty() && (limit == 0 || rows.size() < limit));
    return rows;
  }

  private Response page(Terminal terminal, int wanted, String after) {
    Target target =
        Target.of("alerts")
            .with("since", since)
            .with("severity", severity)
            .with("rule", rule)
            .with("text", text)
            .with("limit", Integer.toString(wanted))
            .with("after", after);
    for (String entity : entities) {
      target = target.with("entity", entity);
    }
    return daemon.client(terminal).get(target);
  }
}
