package io.ironpost.cli.rules;

import io.ironpost.cli.Command;
import io.ironpost.cli.engine.RuleOptions;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Technique;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.RuleCollection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost rules list`.
@CommandLine.Command(description = "Lists the rules that would be used, worst first.")
public final class RulesListCommand implements Command {
  /// Whether rules are used, and Sigma's words (specification 2.0, `status`).
  private static final List<String> STATUSES =
      List.of("enabled", "disabled", "stable", "test", "experimental", "deprecated", "unsupported");

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only rules of this status: enabled, disabled, or Sigma's word, as test.")
  private String status = "";

  @Mixin private final RuleOptions rules = new RuleOptions();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    checkStatus();
    RuleCollection loaded = rules.load(terminal);
    List<Rule> shown =
        Stream.concat(loaded.eventRules().stream(), loaded.correlationRules().stream())
            .map(Rule.class::cast)
            .filter(rule -> hasStatus(rule.header()))
            .sorted(
                Comparator.comparing((Rule rule) -> rule.header().level())
                    .reversed()
                    .thenComparing(rule -> rule.header().title()))
            .toList();
    output
        .printer(terminal, format, format)
        .print(new Listing<>("rules", columns(), shown, Map.of("rules", shown.size())));
    terminal.say(
        Counted.of(shown.size(), "rule")
            + (loaded.refused() > 0
                ? "; %d more could not be used (`ironpost rules lint`)".formatted(loaded.refused())
                : ""));
    return Exit.CLEAN;
  }

  private void checkStatus() {
    if (!status.isEmpty() && !STATUSES.contains(status.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          Exit.PROBLEM,
          "--status takes one of %s, not %s."
              .formatted(String.join(", ", STATUSES), SafeText.of(status)));
    }
  }

  private boolean hasStatus(RuleHeader header) {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "" -> true;
      case "enabled" -> header.enabled();
      case "disabled" -> !header.enabled();
      default -> header.status().equalsIgnoreCase(status);
    };
  }

  private static List<Column<Rule>> columns() {
    return List.of(
        Column.<Rule>fixed("level", "LEVEL", rule -> rule.header().level().word())
            .in(rule -> Style.of(rule.header().level())),
        Column.wide("title", "TITLE", rule -> rule.header().title()),
        Column.wide("name", "NAME", rule -> rule.header().name()),
        Column.<Rule>fixed("kind", "KIND", RulesListCommand::kind).leavingAs(2),
        Column.<Rule>wide("logsource", "LOGSOURCE", RulesListCommand::logsource).leavingAs(4),
        Column.<Rule>wide("techniques", "TECHNIQUE", RulesListCommand::techniques).leavingAs(3),
        Column.<Rule>fixed("status", "STATUS", rule -> rule.header().status()).leavingAs(1),
        Column.dataOnly("enabled", rule -> rule.header().enabled()),
        Column.dataOnly("id", rule -> rule.header().id()),
        Column.dataOnly("file", rule -> rule.header().location().file()));
  }

  private static String kind(Rule rule) {
    return switch (rule) {
      case EventRule event -> event.alerts() ? "event" : "part";
      case CorrelationRule correlation -> correlation.type().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String logsource(Rule rule) {
    return switch (rule) {
      case EventRule(_, RuleLogsource(var product, var category, var service), _, _) ->
          String.join(
              "/", Stream.of(product, category, service).filter(w -> !w.isEmpty()).toList());
      case CorrelationRule _ -> "";
    };
  }

  private static List<String> techniques(Rule rule) {
    return Attack.ofTags(rule.header().tags()).techniques().stream().map(Technique::id).toList();
  }
}
