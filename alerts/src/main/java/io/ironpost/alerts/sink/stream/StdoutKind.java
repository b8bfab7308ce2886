package io.ironpost.alerts.sink.stream;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.core.config.Key;
import java.util.List;

/// `type = "stdout"`.
public final class StdoutKind implements SinkKind {
  static final String WORD = "stdout";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "One line per alert on the program's standard output.";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    return List.of();
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    return new StdoutSink(place.stdout());
  }
}
