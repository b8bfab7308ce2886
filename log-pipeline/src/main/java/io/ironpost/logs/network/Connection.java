package io.ironpost.logs.network;

import io.ironpost.core.ledger.DropReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/// One sender's connection: reads on a virtual thread of its own and hands lines on from there, so
/// that a slow next stage means not reading, and TCP holds the sender back.
///
/// Lines go on as soon as a read would wait, or when there are enough of them. All limits of time
/// are one deadline, which [#closeIfLate] enforces from outside: a timeout of the socket's own
/// begins anew with each byte, and inside a TLS record bytes come without messages.
final class Connection implements Runnable {
  /// One read; each connection has such a buffer.
  private static final int CHUNK_BYTES = 8 << 10;

  /// A batch of lines of one sender; about what makes the cost of handing it on disappear.
  private static final int BATCH_BYTES = 256 << 10;

  /// To say goodbye: TLS wants to be told of the end, and nobody may be there to hear it.
  private static final long CLOSING_NANOS = 2_000_000_000L;

  private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 2;

  /// What a connection works with.
  ///
  /// @param source its lines are said to come from
  record Terms(
      String source, StreamLimits limits, Transport transport, Intake intake, Troubles troubles) {}

  private enum End {
    /// The peer said so.
    ORDERLY,
    BROKEN
  }

  private final SocketChannel channel;
  private final Terms terms;
  private final LineBuffer lines;
  private final StreamFramer framer;
  private long messageBegan;
  private volatile long deadline;
  private volatile String phase = "that took too long to begin";
  private volatile String late = "";
  private volatile boolean waiting;
  private volatile boolean stopping;

  Connection(SocketChannel channel, Terms terms) {
    this.channel = channel;
    this.terms = terms;
    this.lines = new LineBuffer(terms.limits().maxMessageBytes());
    this.framer = new StreamFramer(lines, terms.intake());
    this.deadline = System.nanoTime() + terms.limits().handshake().toNanos();
  }

  @Override
  public void run() {
    try (channel;
        InputStream in = terms.transport().open(channel)) {
      finish(read(in));
      deadline = System.nanoTime() + CLOSING_NANOS;
    } catch (IOException e) {
      note(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      terms.intake().dropped(DropReason.STOPPED, lines.count()); // what nobody took
    }
  }

  private void note(IOException e) {
    if (!late.isEmpty()) {
      terms.troubles().happened("connections closed " + late, 1, terms.source());
    } else if (e instanceof SSLException) {
      terms
          .troubles()
          .happened("TLS connections failed", 1, terms.source() + ": " + e.getMessage());
    }
  }

  private End read(InputStream in) throws InterruptedException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      while (true) {
        boolean more = in.available() > 0;
        if (lines.length() >= BATCH_BYTES || (!more && lines.count() > 0)) {
          handOn();
          more = in.available() > 0; // that may have taken long
        }
        if (!more && stopping) {
          return End.ORDERLY;
        }
        setDeadline();
        int length = readOrWait(in, chunk, more);
        if (length < 0) {
          return End.ORDERLY;
        }
        frame(chunk, length);
      }
    } catch (IOException e) {
      note(e);
      return stopping ? End.ORDERLY : End.BROKEN;
    }
  }

  private void frame(byte[] chunk, int length) {
    int before = lines.count();
    boolean wasInside = framer.isInside();
    framer.accept(chunk, 0, length);
    if (!wasInside || lines.count() > before) {
      messageBegan = System.nanoTime();
    }
  }

  private void setDeadline() {
    if (framer.isInside()) {
      phase = "that took too long for a message";
      deadline = messageBegan + terms.limits().message().toNanos();
    } else {
      phase = "that were silent too long";
      deadline = System.nanoTime() + terms.limits().idle().toNanos();
    }
  }

  /// [#stop] wakes only who waits: who does not has bytes to read first.
  private int readOrWait(InputStream in, byte[] chunk, boolean more) throws IOException {
    if (more) {
      return in.read(chunk);
    }
    waiting = true;
    try {
      return stopping ? -1 : in.read(chunk);
    } finally {
      waiting = false;
    }
  }

  private void finish(End end) throws InterruptedException {
    switch (end) {
      case ORDERLY -> framer.finish();
      case BROKEN -> framer.finishBroken();
    }
    if (lines.count() > 0) {
      handOn();
    }
  }

  private void handOn() throws InterruptedException {
    deadline = System.nanoTime() + FOR_EVER_NANOS; // waiting here is not the peer's fault
    terms.intake().handOn(terms.intake().number(terms.source(), lines.take()));
    messageBegan = System.nanoTime();
  }

  /// From another thread: closes it when the time is up.
  void closeIfLate(long now) {
    if (deadline - now < 0) {
      late = phase;
      close();
    }
  }

  /// From another thread: ends it once what has arrived is handed on.
  void stop() {
    stopping = true;
    if (waiting) {
      try {
        channel.shutdownInput();
      } catch (IOException _) {
        // it is closed or not connected any more: nobody waits
      }
    }
  }

  /// From another thread: ends it now.
  void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // closed as far as it can be
    }
  }
}
