package io.ironpost.alerts.sink.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.ironpost.core.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// A real HTTP server that writes down what it got and answers what it was told to.
public final class RecordingServer implements AutoCloseable {
  /// One request as it came.
  public record Request(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public record Reply(int status, Map<String, String> headers, byte[] body) {
    public static Reply of(int status) {
      return of(status, "");
    }

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Reply> replies = new ArrayDeque<>();
  private Function<Request, Reply> otherwise = _ -> Reply.of(200, "ok");

  private RecordingServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  public static RecordingServer start() throws IOException {
    return new RecordingServer(HttpServer.create(anyPort(), 0));
  }

  /// Asks for the client's certificate too.
  public static RecordingServer startTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters params) {
            SSLParameters parameters = context.getDefaultSSLParameters();
            parameters.setNeedClientAuth(true);
            params.setSSLParameters(parameters);
          }
        });
    return new RecordingServer(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /// What the next request is answered; asked several times, in that order.
  public RecordingServer then(Reply reply) {
    replies.add(reply);
    return this;
  }

  /// What is answered when nothing else was said.
  public RecordingServer always(Function<Request, Reply> reply) {
    otherwise = reply;
    return this;
  }

  public long port() {
    return server.getAddress().getPort();
  }

  public Secret url(String scheme, String path) {
    return new Secret(scheme + "://127.0.0.1:" + port() + path);
  }

  public Secret url(String path) {
    return url("http", path);
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes());
      requests.add(request);
      Reply reply = replies.isEmpty() ? otherwise.apply(request) : replies.removeFirst();
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
