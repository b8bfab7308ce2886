package io.ironpost.alerts.sink.syslog;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Makes connections, within a limit of time.
sealed interface Connector {
  Address address();

  Socket connect() throws IOException;

  record Plain(Address address, Duration timeout) implements Connector {
    @Override
    public Socket connect() throws IOException {
      Socket socket = new Socket();
      try {
        socket.connect(address.resolve(), Math.toIntExact(timeout.toMillis()));
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }
  }

  /// The receiver's certificate must be for the host that was asked for (RFC 5425 §5.2).
  record Tls(Address address, Duration timeout, SSLContext context) implements Connector {
    @Override
    public Socket connect() throws IOException {
      Socket plain = new Plain(address, timeout).connect();
      try {
        SSLSocket socket =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        socket.startHandshake();
        return socket;
      } catch (IOException e) {
        plain.close();
        throw e;
      }
    }
  }
}
