package io.ironpost.cli.daemon;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.List;

/// Finds an alert by the beginning of its id, as tables show it.
final class AlertIds {
  private static final int WHOLE = 36;
  private static final int LOOKED_AT = 1_000;

  private AlertIds() {}

  static String resolve(String said, ControlClient client) {
    if (said.length() >= WHOLE) {
      return said;
    }
    Target recent = Target.of("alerts").with("limit", Integer.toString(LOOKED_AT));
    List<String> ids =
        DaemonOption.expect(client.get(recent)).get("alerts").items().stream()
            .map(row -> row.get("alert").get("id"))
            .map(JsonValue::text)
            .filter(id -> id.startsWith(said))
            .toList();
    if (ids.size() == 1) {
      return ids.getFirst();
    }
    String why = ids.isEmpty() ? "no recent alert begins so" : ids.size() + " alerts begin so";
    throw new Refusal(
        Exit.PROBLEM, "%s: %s. Give more of the id.".formatted(SafeText.of(said), why));
  }
}
