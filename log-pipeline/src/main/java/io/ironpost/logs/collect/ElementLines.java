package io.ironpost.logs.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Makes lines of a file that holds events as one JSON document: `[{…}, {…}]`, CloudTrail's
/// `{"Records":[{…}, …]}`, or objects printed over several lines. Each object comes out on a line
/// of its own; line feeds within it become spaces. Nothing is parsed but strings and brackets, so
/// the memory is the buffer's whatever the document's size.
final class ElementLines extends InputStream {
  /// How deep the objects stand that become lines: in `[…]` at 1, in `{"Records":[…]}` at 2.
  private final int elementDepth;

  private final InputStream in;
  private final byte[] input = new byte[64 << 10];
  private final byte[] single = new byte[1];
  private int at;
  private int end;
  private int depth;
  private boolean inString;
  private boolean escaped;

  ElementLines(InputStream in, int elementDepth) {
    this.in = in;
    this.elementDepth = elementDepth;
  }

  /// Enough to see how a document begins.
  static final int HEAD_BYTES = 256;

  /// The depth at which the elements stand in a document that begins with `head`, or -1 when it is
  /// no such document but lines.
  static int elementDepth(byte[] head, int length) {
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    String start = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    String dense = start.replaceAll("[ \t\r\n]", "");
    if (dense.startsWith("[{")) {
      return 1;
    }
    if (dense.startsWith("{\"Records\":[") || dense.startsWith("{\"records\":[")) {
      return 2;
    }
    boolean printed = start.stripLeading().matches("(?s)\\{[ \t]*\r?\n[ \t]*(\".*|$)");
    return printed ? 0 : -1;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int put = offset;
    int stop = offset + length;
    while (put == offset) {
      if (at == end) {
        end = in.read(input, 0, input.length);
        at = 0;
        if (end <= 0) {
          end = 0;
          return -1;
        }
      }
      while (at < end && put < stop) {
        put = copy(input[at++], into, put);
      }
    }
    return put - offset;
  }

  /// Copies one byte when it is part of an element, and a line feed for the comma after one.
  private int copy(byte b, byte[] into, int put) {
    boolean inside = depth > elementDepth;
    boolean lineEnd = b == '\n' || b == '\r';
    if (inString) {
      inString = escaped || b != '"';
      escaped = !escaped && b == '\\';
    } else if (b == '"') {
      inString = true;
    } else if (b == '{' || b == '[') {
      depth++;
      inside = depth > elementDepth;
    } else if (b == '}' || b == ']') {
      depth = Math.max(0, depth - 1);
    } else if (!inside && (lineEnd || (b == ',' && depth == elementDepth))) {
      into[put] = '\n';
      return put + 1;
    }
    if (inside) {
      into[put] = lineEnd ? (byte) ' ' : b;
      return put + 1;
    }
    return put;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
