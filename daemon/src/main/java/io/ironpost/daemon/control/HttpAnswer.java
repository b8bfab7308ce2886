package io.ironpost.daemon.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of an HTTP/1.1 answer and its body, decoded as it comes (RFC 9112).
///
/// @param body to its end, which is not the end of the connection
record HttpAnswer(int status, String mediaType, InputStream body) {
  /// The daemon sends a handful of short headers.
  private static final int MAX_LINE_BYTES = 8 * 1024;

  private static final int MAX_HEADERS = 100;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

  static HttpAnswer read(InputStream in) throws IOException {
    Matcher first = STATUS_LINE.matcher(line(in));
    if (!first.matches()) {
      throw new IOException("what listens there does not speak HTTP/1.1");
    }
    Map<String, String> headers = headers(in);
    return new HttpAnswer(
        Integer.parseInt(first.group(1)),
        headers.getOrDefault("content-type", ""),
        body(in, headers));
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() == MAX_HEADERS) {
        throw new IOException("the answer's headers are not HTTP");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new ChunkedInput(in);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return in; // until the connection ends
    }
    try {
      return new FixedInput(in, Long.parseLong(length));
    } catch (NumberFormatException e) {
      throw new IOException("the answer's length is no number: " + length, e);
    }
  }

  /// A line without its end.
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer breaks off");
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException("a line of the answer is too long");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
