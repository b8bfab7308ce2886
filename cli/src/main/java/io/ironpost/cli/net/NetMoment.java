package io.ironpost.cli.net;

import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The wire now and a moment before.
///
/// @param stats before and now, as `/net/stats` tells them
/// @param flows the liveliest first
record NetMoment(JsonValue before, JsonValue stats, List<FlowRow> flows, double seconds) {
  NetMoment {
    flows = List.copyOf(flows);
  }

  /// Remembers the last answer.
  static final class Watch {
    /// More than fit on a screen: what is lively now may not be what sent most so far.
    private static final String ASKED = "1000";

    private final ControlClient client;
    private JsonValue stats;
    private Map<List<String>, JsonValue> flows;
    private long at;

    Watch(ControlClient client) {
      this.client = client;
      stats = ask(Target.of("net", "stats"));
      flows = byKey(askFlows());
      at = System.nanoTime();
    }

    NetMoment next() {
      JsonValue now = ask(Target.of("net", "stats"));
      List<JsonValue> answered = askFlows();
      long time = System.nanoTime();
      double seconds = (time - at) / 1e9;
      List<FlowRow> rows =
          answered.stream()
              .map(flow ->
                  FlowRow.of(
                      flow,
                      flows.getOrDefault(FlowRow.key(flow), new JsonValue.Nothing()),
                      seconds))
              .sorted(
                  Comparator.comparingDouble(FlowRow::bytesPerSecond)
                      .thenComparingLong(row -> FlowRow.both(row.json(), "bytes"))
                      .reversed())
              .toList();
      NetMoment moment = new NetMoment(stats, now, rows, seconds);
      stats = now;
      flows = byKey(answered);
      at = time;
      return moment;
    }

    private List<JsonValue> askFlows() {
      return ask(Target.of("net", "flows").with("limit", ASKED)).get("flows").items();
    }

    private static Map<List<String>, JsonValue> byKey(List<JsonValue> flows) {
      Map<List<String>, JsonValue> map = new HashMap<>();
      flows.forEach(flow -> map.put(FlowRow.key(flow), flow));
      return map;
    }

    private JsonValue ask(Target target) {
      return DaemonOption.expect(client.get(target));
    }
  }

  /// How much of something a second, over all interfaces.
  ///
  /// @param path to a count: `verdicts`, `blocked`
  double rate(String what, String... path) {
    return Rates.of(sum(before, what, path), sum(stats, what, path), seconds);
  }

  private static long sum(JsonValue stats, String what, String... path) {
    long sum = 0;
    for (JsonValue one : stats.get("interfaces").items()) {
      JsonValue at = one;
      for (String name : path) {
        at = at.get(name);
      }
      sum += at.get(what).whole();
    }
    return sum;
  }
}
