package io.ironpost.cli.rules;

import io.ironpost.cli.Command;
import io.ironpost.cli.engine.RuleOptions;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost rules coverage`.
@CommandLine.Command(
    description = {
      "Shows which ATT&CK techniques the rules look for.",
      "With --navigator it prints a layer for the ATT&CK Navigator (format 4.5)."
    })
public final class RulesCoverageCommand implements Command {
  @Option(names = "--navigator", description = "Print an ATT&CK Navigator layer.")
  private boolean navigator;

  @Mixin private final RuleOptions rules = new RuleOptions();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    Coverage coverage = Coverage.of(rules.load(terminal));
    if (navigator) {
      terminal.line(Json.pretty(NavigatorLayer.of(coverage)));
    } else {
      output.printer(terminal, format, format).print(listing(coverage));
    }
    terminal.say(
        "%s by %s; %s without a technique"
            .formatted(
                Counted.of(coverage.techniques().size(), "technique"),
                Counted.of(coverage.rules(), "rule"),
                Counted.of(coverage.untagged(), "rule")));
    return Exit.CLEAN;
  }

  private static Listing<Coverage.Covered> listing(Coverage coverage) {
    return new Listing<>(
        "techniques",
        List.of(
            Column.fixed("technique", "TECHNIQUE", covered -> covered.technique().id()),
            Column.fixed("count", "RULES", covered -> covered.titles().size()),
            Column.<Coverage.Covered>fixed("worst", "WORST", covered -> covered.worst().word())
                .in(covered -> Style.of(covered.worst())),
            Column.wide("titles", "TITLES", Coverage.Covered::titles)),
        coverage.techniques(),
        Map.of("rules", coverage.rules(), "untagged", coverage.untagged()));
  }
}
