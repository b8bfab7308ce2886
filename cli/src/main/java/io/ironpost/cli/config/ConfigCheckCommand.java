package io.ironpost.cli.config;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.Origin;
import io.ironpost.core.config.Problem;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost config check`.
@CommandLine.Command(
    description = {
      "Checks a configuration and reports every problem at once.",
      "Ends with 0 when it is right and with 2 when it is not."
    })
public final class ConfigCheckCommand implements Command {
  @Mixin private final ConfigInput input = new ConfigInput();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    List<Problem> problems =
        switch (input.read(terminal)) {
          case ConfigReading.Read _ -> List.of();
          case ConfigReading.Refused(var found) -> found;
        };
    Format format = output.format(terminal, Format.TEXT, Format.NDJSON, Format.TEXT);
    if (format == Format.TEXT || format == Format.TABLE) {
      problems.forEach(problem -> terminal.line(SafeText.of(problem.toString())));
    } else {
      output.printer(terminal, format, format, Format.TEXT).print(listing(problems));
    }
    terminal.say(
        problems.isEmpty()
            ? clean()
            : "%d problem(s) in the configuration".formatted(problems.size()));
    return problems.isEmpty() ? Exit.CLEAN : Exit.PROBLEM;
  }

  private String clean() {
    return input.isWithoutFile()
        ? "there is no %s here: the defaults apply; no problems".formatted(input.name())
        : input.name() + ": no problems";
  }

  private static Listing<Problem> listing(List<Problem> problems) {
    return new Listing<>(
        "problems",
        List.of(
            Column.dataOnly("key", Problem::key),
            Column.dataOnly("message", Problem::message),
            Column.dataOnly("hint", Problem::hint),
            Column.dataOnly("origin", problem -> problem.origin().toString()),
            Column.dataOnly("line", problem -> file(problem).line()),
            Column.dataOnly("column", problem -> file(problem).column())),
        problems,
        Map.of("problems", problems.size()));
  }

  private static Origin.File file(Problem problem) {
    return problem.origin() instanceof Origin.File file ? file : new Origin.File("", 0, 0);
  }
}
