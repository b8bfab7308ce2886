package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What CEF and LEEF share: the whole text as message, and a logsource from vendor and product.
final class EnvelopeFields {
  private static final int DERIVED = EventRecord.STRING | EventRecord.DERIVED;

  /// A name longer than this is no product; it is also what keeps one source from inventing many.
  private static final int MAX_NAME = 40;

  private final Logsources logsources;
  private final int message;
  private byte[] lastProduct = {};
  private @Nullable Logsource last;

  EnvelopeFields(FieldNames names, Logsources logsources) {
    this.logsources = logsources;
    message = names.idOf("message");
  }

  /// Where `mark` begins: at the start of the line or after a syslog header, or -1.
  static int find(byte[] line, int start, int end, String mark) {
    byte first = (byte) mark.charAt(0);
    for (int at = start; at <= end - mark.length(); at++) {
      boolean begins = at == start || line[at - 1] == ' ' || line[at - 1] == '>';
      if (line[at] == first && begins && Ascii.standsAt(line, at, end, mark)) {
        return at;
      }
    }
    return -1;
  }

  /// Adds the message, and says that the record is of the vendor's product: Sigma's words for
  /// devices are the vendor (`fortigate`, `cisco`), so that is the product.
  void add(EventRecord record, int vendor, int vendorEnd) {
    record.add(message, DERIVED, record.line(), record.lineStart(), record.lineEnd());
    record.logsource(logsource(record.line(), vendor, vendorEnd));
  }

  private Logsource logsource(byte[] line, int start, int end) {
    Logsource known = last;
    if (known != null && Arrays.equals(lastProduct, 0, lastProduct.length, line, start, end)) {
      return known;
    }
    int stop = Math.max(start, Math.min(end, start + MAX_NAME));
    lastProduct = Arrays.copyOfRange(line, start, stop);
    Logsource found = logsources.of(new String(lastProduct, StandardCharsets.UTF_8), "");
    last = found;
    return found;
  }
}
