package io.ironpost.alerts.sink.http;

import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.tls.TlsKeys;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of every sink that speaks HTTP.
public final class HttpKeys {
  public static final Key<Secret> URL =
      Keys.secret("url", "Where to post, http or https; needed. Never printed.");
  public static final Key<Duration> CONNECT_TIMEOUT =
      Keys.wait("connect_timeout", Duration.ofSeconds(5), "How long a connection may take.");
  public static final Key<Duration> TIMEOUT =
      Keys.wait("timeout", Duration.ofSeconds(10), "How long request and answer may take.");
  public static final Key<Secret> BEARER_TOKEN =
      Keys.secret("bearer_token", "Sent as `Authorization: Bearer …`.");
  public static final Key<String> USERNAME =
      Keys.text("username", "", "For `Authorization: Basic …`.");
  public static final Key<Secret> PASSWORD = Keys.secret("password", "Of `username`.");
  public static final Key<List<String>> HEADERS =
      Keys.texts("headers", List.of(), "More headers, each `Name: value`.");
  public static final Key<Secret> SECRET_HEADERS =
      Keys.secret("secret_headers", "More headers that are never printed, `Name: value` per line.");

  private HttpKeys() {}

  /// All of them; a kind puts its own before.
  public static List<Key<?>> all() {
    List<Key<?>> keys = new ArrayList<>(transport());
    keys.addAll(List.of(BEARER_TOKEN, USERNAME, PASSWORD, HEADERS, SECRET_HEADERS));
    return keys;
  }

  /// For receivers whose URL says who we are.
  public static List<Key<?>> transport() {
    List<Key<?>> keys = new ArrayList<>(List.of(URL, CONNECT_TIMEOUT, TIMEOUT));
    keys.addAll(TlsKeys.all());
    return keys;
  }

  public static List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>();
    if (uri(options.get(URL)).isEmpty()) {
      found.add(new Complaint(URL, "must be an http or https URL with a host"));
    }
    if (!options.get(BEARER_TOKEN).reveal().isEmpty() && !options.get(USERNAME).isEmpty()) {
      found.add(new Complaint(BEARER_TOKEN, "must not be set together with username"));
    }
    if (Header.isControl(options.get(BEARER_TOKEN).reveal())) {
      found.add(new Complaint(BEARER_TOKEN, "must not hold control characters"));
    }
    for (String line : options.get(HEADERS)) {
      if (Header.read(line).isEmpty()) {
        found.add(new Complaint(HEADERS, "must be `Name: value` each, and not one that we set"));
      }
    }
    if (Header.secretLines(options).anyMatch(line -> Header.read(line).isEmpty())) {
      found.add(new Complaint(SECRET_HEADERS, "must be `Name: value` on each line"));
    }
    found.addAll(TlsKeys.check(options));
    return found;
  }

  /// The URL, when it is one that a request can go to.
  static Optional<URI> uri(Secret url) {
    try {
      URI uri = new URI(url.reveal());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean http = scheme.equals("http") || scheme.equals("https");
      return http && uri.getHost() != null && uri.getUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
