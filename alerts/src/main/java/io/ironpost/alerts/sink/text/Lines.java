package io.ironpost.alerts.sink.text;

import io.ironpost.alerts.sink.Message;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Messages one to a line, as NDJSON is.
public final class Lines {
  private Lines() {}

  /// Each message with a line end.
  public static byte[] of(List<Message> messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Message message : messages) {
      out.writeBytes(message.text());
      out.write('\n');
    }
    return out.toByteArray();
  }
}
