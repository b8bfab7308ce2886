package io.ironpost.alerts.sink.syslog;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Syslog over a connection that stays.
///
/// The protocol has no answer: what is delivered is what this system's kernel took while the
/// receiver's side was open. A receiver that went away is noticed before and after each batch (its
/// end of the connection reads as closed), so what was written to nobody is sent again on a new
/// connection; what was on the wire when a receiver died is lost, as RFC 6587 §3.1 warns.
final class StreamSyslog implements AlertSink {
  /// Only what has come already is looked at: a receiver never speaks.
  private static final int PEEK_MILLIS = 1;

  private final SyslogFormat format;
  private final boolean countsOctets;
  private final Connector connector;
  private final Duration timeout;
  private @Nullable Socket socket;

  StreamSyslog(SyslogFormat format, boolean countsOctets, Connector connector, Duration timeout) {
    this.format = format;
    this.countsOctets = countsOctets;
    this.connector = connector;
    this.timeout = timeout;
  }

  @Override
  public String kind() {
    return SyslogKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    byte[] frames = frames(messages);
    try {
      Socket open = opened();
      write(open, frames);
      if (isLeft(open)) {
        throw new IOException("the receiver closed the connection");
      }
      return new Delivery.Delivered();
    } catch (IOException e) {
      close();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Delivery.TryAgain(0, connector.address() + ": " + e.getMessage(), Duration.ZERO);
    }
  }

  /// `<length> <message>` or `<message>\n` (RFC 6587 §3.4).
  private byte[] frames(List<Message> messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Message message : messages) {
      byte[] frame = format.write(message);
      if (countsOctets) {
        out.writeBytes((frame.length + " ").getBytes(StandardCharsets.US_ASCII));
      }
      out.writeBytes(frame);
      if (!countsOctets) {
        out.write('\n');
      }
    }
    return out.toByteArray();
  }

  private Socket opened() throws IOException {
    if (socket != null && isLeft(socket)) {
      close();
    }
    if (socket == null) {
      Socket fresh = connector.connect();
      fresh.setSoTimeout(PEEK_MILLIS);
      socket = fresh;
    }
    return socket;
  }

  /// A socket's write has no limit of its own: a receiver that stops reading would hold it for
  /// ever. Closing the socket from another thread ends it.
  private void write(Socket open, byte[] frames) throws IOException {
    Thread watch = Thread.ofVirtual().start(() -> closeAfterTimeout(open));
    try {
      open.getOutputStream().write(frames);
      open.getOutputStream().flush();
    } catch (IOException e) {
      throw open.isClosed() && !Thread.currentThread().isInterrupted()
          ? new IOException("the receiver did not read in time", e)
          : e;
    } finally {
      watch.interrupt();
    }
  }

  private void closeAfterTimeout(Socket open) {
    try {
      Thread.sleep(timeout);
      open.close();
    } catch (InterruptedException | IOException _) {
      // written in time, or closed already
    }
  }

  private static boolean isLeft(Socket open) {
    try {
      InputStream in = open.getInputStream();
      byte[] ignored = new byte[256];
      return in.read(ignored) < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() {
    Socket closing = socket;
    socket = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException _) {
        // it is gone either way
      }
    }
  }
}
