package io.ironpost.alerts.sink.http;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in words why there was no answer; the JDK's client often says only the name of a class.
final class Failure {
  /// Causes below causes; a loop among them must not hold us.
  private static final int MAX_DEPTH = 16;

  private Failure() {}

  static String inWords(Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    Throwable root = failure;
    for (int i = 0; i < MAX_DEPTH; i++) {
      if (root instanceof UnresolvedAddressException) {
        return "the host name is not known";
      }
      if (root instanceof SSLException) {
        return "TLS: " + last(root).getMessage();
      }
      Throwable below = root.getCause();
      if (below == null) {
        break;
      }
      root = below;
    }
    return failure instanceof ConnectException && root.getMessage() == null
        ? "connection refused"
        : said(root);
  }

  private static Throwable last(Throwable failure) {
    Throwable at = failure;
    for (int i = 0; i < MAX_DEPTH && at.getCause() != null; i++) {
      at = at.getCause();
    }
    return at;
  }

  private static String said(Throwable failure) {
    @Nullable String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
