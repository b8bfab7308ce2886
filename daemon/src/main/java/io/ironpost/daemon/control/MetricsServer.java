package io.ironpost.daemon.control;

import io.ironpost.core.module.Module;
import io.ironpost.daemon.metrics.Exposition;
import io.ironpost.daemon.metrics.Latencies;
import io.ironpost.daemon.metrics.MetricsView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/// Serves `/metrics` and `/health` on a TCP port, for Prometheus and for orchestrators; nothing
/// else is to be had there.
///
/// A module of its own: a port that is taken must not keep the program from watching.
public final class MetricsServer implements Module {
  private final InetSocketAddress address;
  private final FrontDesk desk;
  private volatile CountDownLatch over = new CountDownLatch(1);
  private volatile int boundPort;

  /// @param address as in `metrics.listen_addr` and `metrics.port`
  public MetricsServer(
      InetSocketAddress address, MetricsView view, Latencies latencies, Exposition exposition) {
    this.address = address;
    this.desk = new FrontDesk(new ProgramRoutes(view, latencies, exposition).open());
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public void start() throws InterruptedException {
    over = new CountDownLatch(1);
    try (HttpFront front = listen()) {
      boundPort = front.port();
      over.await();
    } finally {
      boundPort = 0;
    }
  }

  private HttpFront listen() {
    try {
      return new HttpFront(address, desk, ControlLimits.defaults());
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot listen on %s:%d: %s. Set metrics.port to a free one (9100 is node_exporter's too)"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  @Override
  public void stop() {
    over.countDown();
  }

  /// Where it listens; zero while it does not.
  int port() {
    return boundPort;
  }
}
