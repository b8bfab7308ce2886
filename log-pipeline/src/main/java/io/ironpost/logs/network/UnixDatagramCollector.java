package io.ironpost.logs.network;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Receives syslog over a Unix datagram socket, as programs send it to `/dev/log`: one datagram is
/// one message.
///
/// The kernel loses nothing here: when the socket's queue is full (net.unix.max_dgram_qlen), the
/// sender waits or is told. Reads on a platform thread, for poll(2) holds its thread.
public final class UnixDatagramCollector implements Module {
  public static final String NAME = "syslog-unix-datagram";

  /// How soon lines that had to wait for the next stage go on once it is idle.
  private static final int SETTLE_MILLIS = 5;

  private static final int IDLE_MILLIS = 1_000;

  /// A queue's worth and more; then the rest of the loop has its turn.
  private static final int MAX_BURST = 4_096;

  private final UnixDatagramSettings settings;
  private final Intake intake;
  private volatile @Nullable UnixDatagramSocket receiving;
  private volatile boolean stopping;

  public UnixDatagramCollector(
      UnixDatagramSettings settings, BatchSink sink, Ledger ledger, InstantSource clock) {
    this.settings = settings;
    this.intake = new Intake(NAME, sink, ledger, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Health health() {
    return new Health.Up();
  }

  /// Whether senders can send.
  public boolean isListening() {
    return receiving != null;
  }

  @Override
  public void start() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().name(NAME).daemon().start(() -> run(end));
    try {
      end.get();
    } catch (InterruptedException e) {
      reader.interrupt();
      shutdown(); // wakes it up
      reader.join();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private void run(CompletableFuture<Void> end) {
    try {
      serve();
      end.complete(null);
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  private void serve() throws IOException, InterruptedException {
    DatagramQueue queue =
        new DatagramQueue(
            NAME, intake, settings.maxMessageBytes(), settings.queueBytes(), settings.overflow());
    try (UnixDatagramSocket socket = open()) {
      SocketFile file = SocketFile.of(settings.path(), settings.permissions());
      try {
        receiving = socket;
        receive(socket, queue);
        queue.finish();
      } finally {
        receiving = null;
        file.remove();
      }
    } finally {
      queue.abandon();
    }
  }

  private UnixDatagramSocket open() {
    Path path = settings.path();
    try {
      SocketFile.makeRoom(path);
      return new UnixDatagramSocket(path, settings.maxMessageBytes());
    } catch (IOException e) {
      throw BindFailedException.of(path, e);
    }
  }

  /// After [#stop] nothing comes any more, so reading on until nothing is there has an end.
  private void receive(UnixDatagramSocket socket, DatagramQueue queue)
      throws IOException, InterruptedException {
    boolean more = true;
    while (more || !stopping) {
      if (!more) {
        socket.await(queue.isEmpty() ? IDLE_MILLIS : SETTLE_MILLIS);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException(NAME);
      }
      more = readBurst(socket, queue);
      queue.settle();
    }
  }

  /// Whether there may be more.
  private boolean readBurst(UnixDatagramSocket socket, DatagramQueue queue)
      throws IOException, InterruptedException {
    for (int read = 0; read < MAX_BURST; read++) {
      OptionalInt length = socket.receive();
      if (length.isEmpty()) {
        return false;
      }
      queue.add(NAME, socket.message(), length.getAsInt());
    }
    return true;
  }

  @Override
  public void stop() {
    stopping = true;
    shutdown();
  }

  private void shutdown() {
    UnixDatagramSocket socket = receiving;
    if (socket != null) {
      socket.shutdown();
    }
  }
}
