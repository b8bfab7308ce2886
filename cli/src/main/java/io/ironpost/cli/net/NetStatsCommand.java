package io.ironpost.cli.net;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost net stats`.
@CommandLine.Command(
    description = {
      "Shows what came over the guarded interfaces since their programs were loaded, by protocol and",
      "by what became of it, and how much of it a second now."
    })
public final class NetStatsCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long to look for the rates, as 500ms or 10s. Default: 1s.")
  private String lasts = "1s";

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    Duration time =
        TimeSpan.of(lasts)
            .orElseThrow(() -> new Refusal(Exit.PROBLEM, "--for takes a time, as 500ms or 10s."));
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    JsonValue before = ask(terminal);
    Thread.sleep(time);
    JsonValue now = ask(terminal);
    List<Row> rows = rows(before, now);
    List<Row> shown =
        format == Format.TABLE ? rows.stream().filter(Row::isWorthALine).toList() : rows;
    new Printer(terminal, format).print(listing(shown));
    say(now, terminal);
    return Exit.CLEAN;
  }

  private JsonValue ask(Terminal terminal) {
    return DaemonOption.expect(daemon.client(terminal).get(Target.of("net", "stats")));
  }

  /// @param part `total`, `protocol` or `verdict`
  private record Row(
      String device,
      String part,
      String name,
      long packets,
      long bytes,
      double packetsPerSecond,
      double bytesPerSecond) {
    boolean isWorthALine() {
      return packets > 0 || part.equals("total");
    }
  }

  private static List<Row> rows(JsonValue before, JsonValue now) {
    double seconds = seconds(before, now);
    List<Row> rows = new ArrayList<>();
    for (JsonValue one : now.get("interfaces").items()) {
      JsonValue same = same(one, before);
      rows.add(
          row(one, "total", one.get("mode").text(), one.get("total"), same.get("total"), seconds));
      for (String part : List.of("protocols", "verdicts")) {
        String word = part.substring(0, part.length() - 1);
        one.get(part)
            .members()
            .forEach((name, count) ->
                rows.add(row(one, word, name, count, same.get(part).get(name), seconds)));
      }
    }
    return rows;
  }

  private static double seconds(JsonValue before, JsonValue now) {
    Instant first = Instant.parse(before.get("at").text());
    return Duration.between(first, Instant.parse(now.get("at").text())).toNanos() / 1e9;
  }

  private static JsonValue same(JsonValue one, JsonValue before) {
    return before.get("interfaces").items().stream()
        .filter(other -> other.get("name").equals(one.get("name")))
        .findFirst()
        .orElse(new JsonValue.Nothing());
  }

  private static Row row(
      JsonValue one, String part, String name, JsonValue now, JsonValue before, double seconds) {
    long packets = now.get("packets").whole();
    long bytes = now.get("bytes").whole();
    boolean known = !before.members().isEmpty(); // an interface that is new has no rate yet
    long packetsBefore = known ? before.get("packets").whole() : packets;
    long bytesBefore = known ? before.get("bytes").whole() : bytes;
    return new Row(
        one.get("name").text(),
        part,
        name,
        packets,
        bytes,
        Rates.of(packetsBefore, packets, seconds),
        Rates.of(bytesBefore, bytes, seconds));
  }

  private static Listing<Row> listing(List<Row> rows) {
    return new Listing<>(
        "traffic",
        List.of(
            Column.fixed("interface", "INTERFACE", Row::device),
            Column.<Row>fixed("part", "PART", Row::part).leavingAs(1),
            Column.<Row>fixed("name", "NAME", Row::name).in(NetStatsCommand::style),
            Column.fixed("packets", "PACKETS", Row::packets),
            Column.fixed("bytes", "BYTES", Row::bytes),
            Column.fixed("packets_per_second", "PACKETS/S", Row::packetsPerSecond),
            Column.<Row>fixed("bytes_per_second", "BYTES/S", Row::bytesPerSecond).leavingAs(2)),
        rows,
        Map.of());
  }

  private static Style style(Row row) {
    return switch (row.name()) {
      case "blocked", "filtered", "limited" -> Style.BAD;
      case "allowed" -> Style.GOOD;
      default -> Style.PLAIN;
    };
  }

  private static void say(JsonValue now, Terminal terminal) {
    if (now.get("interfaces").items().isEmpty()) {
      terminal.say("no interface is guarded: " + SafeText.of(now.get("reason").text()));
      return;
    }
    for (JsonValue one : now.get("degradations").items()) {
      terminal.say(
          "%s %s"
              .formatted(
                  terminal.styledSaid(Style.WARNING, "note:"), SafeText.of(one.get("why").text())));
    }
    JsonValue events = now.get("events");
    terminal.say(
        "reports to detectors: %,d, withheld %,d, lost %,d"
            .formatted(
                events.get("reported").whole(),
                events.get("withheld").whole(),
                events.get("lost").whole()));
    sayRules(now.get("filters").items(), terminal);
  }

  /// Rules hold on all interfaces together, so they are no rows of one.
  private static void sayRules(List<JsonValue> rules, Terminal terminal) {
    if (!rules.isEmpty()) {
      terminal.say(
          rules.stream()
              .map(rule ->
                  "%s %,d"
                      .formatted(SafeText.of(rule.get("rule").text()), rule.get("packets").whole()))
              .collect(Collectors.joining(", ", "packets that met rules: ", "")));
    }
  }
}
