package io.ironpost.cli.doctor;

import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.List;

/// A daemon at one moment.
///
/// @param nanos of a clock that only goes forward
record Sample(JsonValue status, List<Series> series, long nanos) {
  Sample {
    series = List.copyOf(series);
  }

  static Sample take(ControlClient client) {
    JsonValue status = DaemonOption.expect(client.get(Target.of("status")));
    return new Sample(
        status, Series.of(client.get(Target.of("metrics")).text()), System.nanoTime());
  }

  /// The value of a series without labels.
  double value(String name) {
    return series.stream()
        .filter(one -> one.name().equals(name))
        .mapToDouble(Series::value)
        .findFirst()
        .orElse(0);
  }

  /// What was dropped for a reason, in all.
  double dropped(String reason) {
    return drops(reason).stream().mapToDouble(Series::value).sum();
  }

  List<Series> drops(String reason) {
    return series.stream()
        .filter(one -> one.name().equals("ironpost_ledger_dropped_total"))
        .filter(one -> one.label("reason").equals(reason) && one.value() > 0)
        .toList();
  }
}
