package io.ironpost.alerts.sink.syslog;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Syslog by datagrams, one message in each (RFC 5426). Delivered means sent: nothing tells whether
/// anybody got it, but for a host that says at once that nobody listens there.
final class DatagramSyslog implements AlertSink {
  /// 65,535 less the headers of IPv4 and UDP.
  static final int MAX_BYTES = 65_507;

  private static final int PEEK_MILLIS = 1;

  private final SyslogFormat format;
  private final Address address;
  private @Nullable DatagramSocket socket;

  DatagramSyslog(SyslogFormat format, Address address) {
    this.format = format;
    this.address = address;
  }

  @Override
  public String kind() {
    return SyslogKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) {
    int sent = 0;
    try {
      DatagramSocket open = opened();
      for (Message message : messages) {
        byte[] bytes = format.write(message);
        if (bytes.length > MAX_BYTES) {
          return new Delivery.Refused(
              sent, "%d bytes do not fit a datagram".formatted(bytes.length));
        }
        open.send(new DatagramPacket(bytes, bytes.length));
        sent++;
      }
      listen(open);
      return new Delivery.Delivered();
    } catch (IOException e) {
      close();
      // The refusal that a host sent back is for a message before this one.
      return new Delivery.TryAgain(
          Math.max(0, sent - 1), address + ": " + e.getMessage(), Duration.ZERO);
    }
  }

  /// A host where nobody listens says so at once when it is near: that is waited for.
  private static void listen(DatagramSocket open) throws IOException {
    try {
      open.receive(new DatagramPacket(new byte[1], 1));
    } catch (SocketTimeoutException _) {
      // silence, as it should be
    }
  }

  private DatagramSocket opened() throws IOException {
    if (socket == null) {
      DatagramSocket fresh = new DatagramSocket();
      try {
        fresh.connect(address.resolve());
        fresh.setSoTimeout(PEEK_MILLIS);
      } catch (IOException e) {
        fresh.close();
        throw e;
      }
      socket = fresh;
    }
    return socket;
  }

  @Override
  public void close() {
    DatagramSocket closing = socket;
    socket = null;
    if (closing != null) {
      closing.close();
    }
  }
}
