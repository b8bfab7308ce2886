package io.ironpost.cli.config;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.NearestName;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.Setting;
import io.ironpost.daemon.config.Sections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost config show`.
@CommandLine.Command(
    description = {
      "Shows the value in force for every key and where it comes from. Secrets are masked.",
      "The command line goes before the environment (IRONPOST_SECTION_KEY), the environment before",
      "the file, the file before the default."
    })
public final class ConfigShowCommand implements Command {
  @Mixin private final ConfigInput input = new ConfigInput();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--section",
      paramLabel = "NAME",
      description = "Only this section, and those below it.")
  private String section = "";

  @Override
  public Exit run(Terminal terminal) {
    Config config =
        switch (input.read(terminal)) {
          case ConfigReading.Read(var read) -> read;
          case ConfigReading.Refused(var problems) -> throw refused(problems);
        };
    List<Setting<?>> settings = config.settings().stream().filter(this::isWanted).toList();
    if (settings.isEmpty()) {
      throw unknownSection();
    }
    output
        .printer(terminal, Format.TABLE, Format.NDJSON)
        .print(new Listing<>("settings", columns(), settings, Map.of()));
    return Exit.CLEAN;
  }

  private boolean isWanted(Setting<?> setting) {
    String name = setting.section().name();
    return section.isEmpty() || name.equals(section) || name.startsWith(section + ".");
  }

  private static List<Column<Setting<?>>> columns() {
    return List.of(
        Column.fixed("key", "KEY", Setting::dotted),
        Column.wide("value", "VALUE", Setting::shown),
        Column.<Setting<?>>wide("origin", "FROM", setting -> setting.origin().toString())
            .in(_ -> Style.FAINT));
  }

  private Refusal refused(List<Problem> problems) {
    String all =
        problems.stream()
            .map(problem -> "\n  " + SafeText.of(problem.toString()))
            .collect(Collectors.joining());
    return new Refusal(
        Exit.PROBLEM, "%d problem(s) in the configuration:%s".formatted(problems.size(), all));
  }

  private Refusal unknownSection() {
    List<String> names = Sections.schema().sections().stream().map(Section::name).toList();
    String hint =
        NearestName.to(section, names)
            .map(name -> "Did you mean " + name + "?")
            .orElse("There are " + String.join(", ", names) + ".");
    return new Refusal(
        Exit.PROBLEM, "there is no section %s. %s".formatted(SafeText.of(section), hint));
  }
}
