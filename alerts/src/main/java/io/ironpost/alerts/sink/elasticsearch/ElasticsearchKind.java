package io.ironpost.alerts.sink.elasticsearch;

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
import java.util.regex.Pattern;

/// `type = "elasticsearch"`; OpenSearch speaks the same.
public final class ElasticsearchKind implements SinkKind {
  static final String WORD = "elasticsearch";

  public static final Key<String> INDEX =
      Keys.text("index", "ironpost-alerts", "The index, alias or data stream.");
  public static final Key<Boolean> DATA_STREAM =
      Keys.flag(
          "data_stream",
          false,
          "Whether `index` is a data stream: each revision of an alert is a document of its own.");
  public static final Key<Secret> API_KEY =
      Keys.secret("api_key", "Sent as `Authorization: ApiKey …`, in its encoded form.");

  /// What an index may be called (Elasticsearch, "Create index API").
  private static final Pattern INDEX_NAME =
      Pattern.compile("[^-_+.\\p{Lu}\\s\\\\/*?\"<>|,#:][^\\p{Lu}\\s\\\\/*?\"<>|,#:]{0,254}");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "Documents by the `_bulk` API of Elasticsearch or OpenSearch; `/_bulk` is added to the"
        + " URL.";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(HttpKeys.all());
    keys.addAll(List.of(INDEX, DATA_STREAM, API_KEY));
    return keys;
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>(HttpKeys.check(options));
    if (!INDEX_NAME.matcher(options.get(INDEX)).matches()) {
      found.add(new Complaint(INDEX, "must be a name in lower case without / * ? \" < > | , # :"));
    }
    boolean other =
        !options.get(HttpKeys.BEARER_TOKEN).reveal().isEmpty()
            || !options.get(HttpKeys.USERNAME).isEmpty();
    String key = options.get(API_KEY).reveal();
    if (!key.isEmpty() && other) {
      found.add(new Complaint(API_KEY, "must not be set together with username or bearer_token"));
    }
    if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      found.add(new Complaint(API_KEY, "must be the key in its encoded form (Base64)"));
    }
    return found;
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    return new ElasticsearchSink(
        HttpReceiver.of(
            new WithApiKey(options), place, ElasticsearchSink.PATH, ElasticsearchSink.PARAMETERS),
        new BulkRequest(options.get(INDEX), options.get(DATA_STREAM)));
  }

  /// The key is one more secret header.
  private record WithApiKey(SinkOptions options) implements SinkOptions {
    @Override
    @SuppressWarnings("unchecked") // the key of a Secret has the value of a Secret
    public <T> T get(Key<T> key) {
      String apiKey = options.get(API_KEY).reveal();
      if (!key.equals(HttpKeys.SECRET_HEADERS) || apiKey.isEmpty()) {
        return options.get(key);
      }
      String others = options.get(HttpKeys.SECRET_HEADERS).reveal();
      return (T) new Secret(others + "\nAuthorization: ApiKey " + apiKey);
    }
  }
}
