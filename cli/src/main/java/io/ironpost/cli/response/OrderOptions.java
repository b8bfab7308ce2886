package io.ironpost.cli.response;

import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.daemon.Operator;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What all orders of people have in common: who, why, and whether in earnest.
final class OrderOptions {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for whoever looks into the journal.")
  private String reason = "";

  @Option(names = "--by", paramLabel = "WHO", description = "Who. Default: this user.")
  private String by = "";

  @Option(names = "--dry-run", description = "Say what would come of it; change nothing.")
  private boolean dryRun;

  DaemonOption daemon() {
    return daemon;
  }

  /// Gives the order and says what came of it.
  ///
  /// @param more what the order says beside
  /// @throws io.ironpost.cli.output.Refusal when it is refused
  void order(Target target, Map<String, Object> more, Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("by", Operator.orThis(by, terminal));
    body.put("reason", reason);
    body.put("dry_run", dryRun);
    JsonValue answer = DaemonOption.expect(daemon.client(terminal).post(target, Json.line(body)));
    if (format == Format.NDJSON || format == Format.JSON) {
      Object plain = JsonTrees.plain(answer);
      terminal.line(format == Format.JSON ? Json.pretty(plain) : Json.line(plain));
    }
    terminal.say(sentence(answer));
    for (JsonValue warning : answer.get("warnings").items()) {
      terminal.say(terminal.styledSaid(Style.WARNING, "note:") + " " + SafeText.of(warning.text()));
    }
  }

  private static String sentence(JsonValue answer) {
    JsonValue action = answer.get("action");
    String said = SafeText.of(answer.get("said").text());
    if (action.members().isEmpty()) {
      String result = answer.get("result").text();
      return result.equals("would") ? "nothing done: " + said : said;
    }
    String what =
        "%s: %s (action %s)"
            .formatted(
                SafeText.of(action.get("target").text()),
                SafeText.of(ActionTable.state(action)),
                SafeText.of(action.get("id").text()));
    return said.isEmpty() ? what : what + ". " + said;
  }
}
