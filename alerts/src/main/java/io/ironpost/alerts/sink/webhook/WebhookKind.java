package io.ironpost.alerts.sink.webhook;

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
import io.ironpost.core.config.Secret;
import java.util.ArrayList;
import java.util.List;

/// `type = "webhook"`.
public final class WebhookKind implements SinkKind {
  static final String WORD = "webhook";

  public static final Key<String> METHOD =
      Keys.choice("method", "post", List.of("post", "put", "patch"), "The HTTP method.");
  public static final Key<Boolean> BATCH =
      Keys.flag(
          "batch", false, "Whether alerts that wait are sent together, one per line (NDJSON).");
  public static final Key<String> TEMPLATE =
      Keys.text(
          "template",
          "",
          "The body, with places such as `{{title}}`; empty: the alert in the sink's format.");
  public static final Key<String> CONTENT_TYPE =
      Keys.text("content_type", "application/json", "The media type of `template`.");
  public static final Key<Secret> SIGNING_SECRET =
      Keys.secret("signing_secret", "Signs each request in `X-Ironpost-Signature`; empty: none.");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "Posts alerts to a URL, one by one or in batches.";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(HttpKeys.all());
    keys.addAll(List.of(METHOD, BATCH, TEMPLATE, CONTENT_TYPE, SIGNING_SECRET));
    return keys;
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>(HttpKeys.check(options));
    if (options.get(BATCH) && !options.get(TEMPLATE).isEmpty()) {
      found.add(new Complaint(BATCH, "must be false with a template, which is for one alert"));
    }
    if (!options.get(CONTENT_TYPE).matches("[\\x20-\\x7E]{1,200}")) {
      found.add(new Complaint(CONTENT_TYPE, "must be a media type"));
    }
    try {
      Template.read(options.get(TEMPLATE));
    } catch (TemplateException e) {
      found.add(new Complaint(TEMPLATE, "must be a template that can be read: " + e.getMessage()));
    }
    return found;
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    return new WebhookSink(options, HttpReceiver.of(options, place, ""), place.clock());
  }
}
