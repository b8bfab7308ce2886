package io.ironpost.alerts.sink.alertmanager;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `type = "alertmanager"`.
public final class AlertmanagerKind implements SinkKind {
  static final String WORD = "alertmanager";

  public static final Key<Duration> FIRING_FOR =
      new Key<>(
          "firing_for",
          new Kind.Span(Duration.ofMinutes(1), Duration.ofDays(7)),
          Duration.ofHours(6),
          "How long an alert that is not told again stays firing; a closed one ends at once.");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "Posts to Alertmanager's /api/v2/alerts.";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(HttpKeys.all());
    keys.add(FIRING_FOR);
    return keys;
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    return HttpKeys.check(options);
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    return new AlertmanagerSink(
        HttpReceiver.of(options, place, AlertmanagerSink.PATH), options.get(FIRING_FOR));
  }
}
