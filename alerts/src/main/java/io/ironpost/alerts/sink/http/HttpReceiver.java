package io.ironpost.alerts.sink.http;

import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.text.Visible;
import io.ironpost.alerts.sink.tls.TlsKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One URL that alerts are posted to, with a client of its own.
///
/// Redirects are not followed: a token would go where nobody meant it to. There is no proxy. HTTP/2
/// is spoken over TLS only, where it is agreed upon (RFC 9113 §3.2): over plain HTTP the client
/// would ask for an upgrade that small receivers do not understand.
public final class HttpReceiver implements AutoCloseable {
  private static final int MAX_REASON_CHARS = 200;

  /// For another thread to hand over what has come already.
  private static final long GRACE_MILLIS = 250;

  /// A part of the path that is shorter is a word (`services`), not a token.
  private static final int MIN_TOKEN_CHARS = 9;

  /// Bad Request, Content Too Large, Unsupported Media Type, Unprocessable Content (RFC 9110
  /// §15.5): the message is at fault, and the next one may be well. Any other refusal (a token that
  /// ran out, a path that moved) is for the operator to mend, and nothing may be lost meanwhile.
  private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(400, 413, 415, 422);

  private final HttpClient client;
  private final URI uri;
  private final Duration timeout;
  private final List<Header> headers;
  private final Masking masking;
  private final InstantSource clock;

  private HttpReceiver(SinkOptions options, SinkPlace place, URI uri, HttpClient client) {
    this.client = client;
    this.uri = uri;
    this.timeout = options.get(HttpKeys.TIMEOUT);
    this.headers = Header.of(options);
    this.masking = new Masking(secrets(options, headers));
    this.clock = place.clock();
  }

  /// Opens the URL of the settings; `path` is added to it (`/_bulk`) unless it ends so.
  public static HttpReceiver of(SinkOptions options, SinkPlace place, String path) {
    return of(options, place, path, "");
  }

  /// As [#of(SinkOptions, SinkPlace, String)], with more parameters (`a=b&c=d`).
  public static HttpReceiver of(
      SinkOptions options, SinkPlace place, String path, String parameters) {
    URI uri = configured(options);
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(options.get(HttpKeys.CONNECT_TIMEOUT))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(https ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
    if (https) {
      try {
        client.sslContext(TlsKeys.context(options));
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException("the TLS files were checked before", e);
      }
    }
    return new HttpReceiver(options, place, target(uri, path, parameters), client.build());
  }

  private static URI configured(SinkOptions options) {
    return HttpKeys.uri(options.get(HttpKeys.URL))
        .orElseThrow(() -> new IllegalStateException("the URL was checked before"));
  }

  private static URI target(URI uri, String path, String parameters) {
    String has = uri.getRawPath() == null ? "" : uri.getRawPath();
    String base = has.endsWith("/") && !path.isEmpty() ? has.substring(0, has.length() - 1) : has;
    String query =
        Stream.of(uri.getRawQuery() == null ? "" : uri.getRawQuery(), parameters)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&"));
    return URI.create(
        "%s://%s%s%s%s"
            .formatted(
                uri.getScheme(),
                uri.getRawAuthority(),
                base,
                base.endsWith(path) ? "" : path,
                query.isEmpty() ? "" : "?" + query));
  }

  /// What must not be in a reason. The path of a chat's webhook is its password.
  private static List<String> secrets(SinkOptions options, List<Header> headers) {
    List<String> secrets = new ArrayList<>();
    secrets.add(options.get(HttpKeys.URL).reveal());
    secrets.add(String.valueOf(configured(options).getRawPath()));
    for (String part : String.valueOf(configured(options).getRawPath()).split("/")) {
      secrets.add(part.length() >= MIN_TOKEN_CHARS ? part : "");
    }
    secrets.add(String.valueOf(configured(options).getRawQuery()));
    secrets.add(options.get(HttpKeys.BEARER_TOKEN).reveal());
    secrets.add(options.get(HttpKeys.PASSWORD).reveal());
    headers.stream()
        .filter(header ->
            !options.get(HttpKeys.HEADERS).contains(header.name() + ": " + header.value()))
        .forEach(header -> secrets.add(header.value()));
    return secrets;
  }

  public Answer post(String mediaType, Map<String, String> more, byte[] body)
      throws InterruptedException {
    return send("POST", mediaType, more, body);
  }

  /// Sends one request and waits for its answer, at most as long as the settings say.
  public Answer send(String method, String mediaType, Map<String, String> more, byte[] body)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", mediaType)
            .header("User-Agent", "Ironpost")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(header -> request.setHeader(header.name(), header.value()));
    more.forEach(request::setHeader);
    FirstBytes first = new FirstBytes();
    AtomicInteger said = new AtomicInteger();
    CompletableFuture<HttpResponse<FirstBytes.Body>> answer =
        client.sendAsync(
            request.build(),
            info -> {
              said.set(info.statusCode());
              return first;
            });
    try {
      return read(await(answer, first));
    } catch (ExecutionException e) {
      if (said.get() / 100 == 2) { // the connection broke after the answer that counts
        return new Answer.Taken(first.soFar(), false);
      }
      return notNow(Failure.inWords(e.getCause() == null ? e : e.getCause()), Duration.ZERO);
    } catch (TimeoutException _) {
      return notNow("no answer in time", Duration.ZERO);
    } finally {
      answer.cancel(true);
    }
  }

  /// The client's own limit ends with the headers; the body has the rest of the same time. When it
  /// is not there by then what came of it must do, for the status has been said.
  private HttpResponse<FirstBytes.Body> await(
      CompletableFuture<HttpResponse<FirstBytes.Body>> answer, FirstBytes first)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      first.end(false);
      return answer.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Answer read(HttpResponse<FirstBytes.Body> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Answer.Taken(response.body().bytes(), response.body().whole());
    }
    String why = reason(status, response.body().bytes());
    if (ABOUT_THE_MESSAGE.contains(status)) {
      return new Answer.Never(status, at(why));
    }
    Duration pause =
        response
            .headers()
            .firstValue("Retry-After")
            .map(header -> RetryAfter.read(header, clock.instant()))
            .orElse(Duration.ZERO);
    return notNow(why, pause);
  }

  private String reason(int status, byte[] body) {
    if (status / 100 == 3) {
      return "status %d: it redirects, which is not followed; set `url` to where it leads"
          .formatted(status);
    }
    // Masked before it is cut: half a token is not found any more.
    String masked = masking.mask(new String(body, StandardCharsets.UTF_8).strip());
    String said = Visible.line(masked, MAX_REASON_CHARS);
    return "status " + status + (said.isEmpty() ? "" : ": " + said);
  }

  private Answer notNow(String why, Duration pause) {
    return new Answer.NotNow(at(why), pause);
  }

  /// With the host, so that a reason says which receiver it is about; the rest of the URL is
  /// secret.
  private String at(String why) {
    return uri.getHost() + ": " + masking.mask(why);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
