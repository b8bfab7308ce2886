package io.ironpost.daemon.control;

import io.helidon.common.uri.UriQuery;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Between HTTP and the front desk. The only class that knows Helidon.
///
/// Helidon reads and writes HTTP/1.1 on a virtual thread per connection; finding the route, limits
/// and errors are the desk's, so that both listeners behave alike and Helidon's own routing, media
/// types and features stay unused (they are a third of its start).
final class HttpFront implements AutoCloseable {
  /// How long answers in hand may take when the server closes.
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final int MAX_HEADERS_BYTES = 8 * 1024;
  private static final int MAX_FIRST_LINE_BYTES = 4 * 1024;

  private final FrontDesk desk;
  private final ControlLimits limits;
  private final Semaphore streams;
  private final Patrol patrol;
  private final WebServer server;

  /// Listens from now on.
  ///
  /// @throws IOException when it cannot, with the reason
  HttpFront(SocketAddress address, FrontDesk desk, ControlLimits limits) throws IOException {
    this.desk = desk;
    this.limits = limits;
    this.streams = new Semaphore(limits.maxStreams());
    this.patrol = new Patrol(limits.idle());
    this.server = listen(address);
  }

  /// Helidon logs that it cannot listen and goes on without.
  private WebServer listen(SocketAddress address) throws IOException {
    WebServer made = build(address).start();
    if (!made.isRunning()) {
      made.stop();
      patrol.close();
      throw whyNot(address);
    }
    return made;
  }

  private static IOException whyNot(SocketAddress address) {
    boolean unix = address instanceof UnixDomainSocketAddress;
    try (ServerSocketChannel probe =
        unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open()) {
      probe.bind(address);
      return new IOException("it was taken a moment ago");
    } catch (IOException e) {
      return e;
    }
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    patrol.close();
  }

  private WebServer build(SocketAddress address) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.any(this::handle);
    return WebServer.builder()
        .bindAddress(address)
        .shutdownHook(false) // the program's own order of stopping holds
        .featuresDiscoverServices(false)
        .protocolsDiscoverServices(false)
        .addConnectionSelector(
            Http1ConnectionSelector.builder()
                .config(
                    Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS_BYTES)
                        .maxPrologueLength(MAX_FIRST_LINE_BYTES)
                        .addReceiveListener(requestsBegin())
                        .build())
                .build())
        .routing(routing)
        .directHandlers(problems())
        .maxPayloadSize(limits.maxBodyBytes())
        .maxTcpConnections(limits.maxConnections())
        .idleConnectionTimeout(limits.idle())
        .idleConnectionPeriod(limits.idle().dividedBy(2))
        .connectionOptions(connection -> connection.readTimeout(limits.idle()))
        .shutdownGracePeriod(GRACE)
        .build();
  }

  private Http1ConnectionListener requestsBegin() {
    return new Http1ConnectionListener() {
      @Override
      public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        patrol.watch();
      }
    };
  }

  /// What Helidon refuses before the desk sees it: no HTTP, headers that are too long.
  private static DirectHandlers problems() {
    DirectHandler handler =
        (request, type, status, headers, message) ->
            DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .keepAlive(false)
                .entity(refusal(status.code(), request.path()))
                .build();
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  private static byte[] refusal(int status, String path) {
    Problem problem =
        new Problem(status, "The request was not accepted.", "", "Send HTTP/1.1.", List.of());
    return ((Answer.Whole) problem.answer(path)).body();
  }

  private void handle(ServerRequest request, ServerResponse response) throws IOException {
    Optional<byte[]> body = body(request);
    if (body.isEmpty()) {
      send(response, (Answer.Whole) Problem.tooLarge(limits.maxBodyBytes()).answer(""));
      throw new CloseConnectionException("the rest of the body is not wanted");
    }
    patrol.pause();
    Answer answer = desk.answer(read(request, body.get()));
    switch (answer) {
      case Answer.Whole whole -> {
        send(response, whole);
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
          throw new CloseConnectionException("as the client wished");
        }
      }
      case Answer.Events(var subscription) -> stream(response, subscription);
    }
  }

  private static Request read(ServerRequest request, byte[] body) {
    return new Request(
        request.prologue().method().text(),
        request.path().path(),
        Map.of(),
        query(request.query()),
        request.headers().first(HeaderNames.ACCEPT).orElse(""),
        body);
  }

  private static Query query(UriQuery given) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    given.names().forEach(name -> parameters.put(name, given.all(name)));
    return new Query(parameters);
  }

  /// Empty when it is too large.
  private Optional<byte[]> body(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return Optional.of(new byte[0]);
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(limits.maxBodyBytes() + 1);
      return bytes.length > limits.maxBodyBytes() ? Optional.empty() : Optional.of(bytes);
    }
  }

  private void send(ServerResponse response, Answer.Whole answer) {
    patrol.watch();
    response.status(answer.status());
    response.header(HeaderNames.CONTENT_TYPE, answer.mediaType());
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(answer.body());
  }

  private void stream(ServerResponse response, Subscription subscription) throws IOException {
    try (subscription) {
      if (!streams.tryAcquire()) {
        Problem full =
            Problem.unavailable(
                limits.maxStreams() + " streams are open already", "Close another one first.");
        send(response, (Answer.Whole) full.answer("stream"));
        return;
      }
      try {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        new EventStream(subscription, limits.heartbeat()).writeTo(response.outputStream());
      } finally {
        streams.release();
      }
    }
    throw new CloseConnectionException("the stream is over");
  }
}
