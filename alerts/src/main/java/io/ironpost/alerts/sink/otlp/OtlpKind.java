package io.ironpost.alerts.sink.otlp;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.core.config.Key;
import java.util.ArrayList;
import java.util.List;

/// `type = "otlp"`.
public final class OtlpKind implements SinkKind {
  static final String WORD = "otlp";

  public static final Key<String> SERVICE_NAME =
      Keys.text("service_name", "ironpost", "The resource attribute `service.name`.");
  public static final Key<List<String>> RESOURCE =
      Keys.texts("resource", List.of(), "More resource attributes, each `name=value`.");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "Log records by OTLP over HTTP with JSON; `/v1/logs` is added to the URL.";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(HttpKeys.all());
    keys.addAll(List.of(SERVICE_NAME, RESOURCE));
    return keys;
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>(HttpKeys.check(options));
    if (options.get(RESOURCE).stream().anyMatch(pair -> pair.indexOf('=') < 1)) {
      found.add(new Complaint(RESOURCE, "must be `name=value` each"));
    }
    return found;
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    LogsRequest request =
        new LogsRequest(options.get(SERVICE_NAME), place.host(), options.get(RESOURCE));
    return new OtlpSink(HttpReceiver.of(options, place, OtlpSink.PATH), request);
  }
}
