package io.ironpost.alerts.format;

import java.util.List;
import java.util.Optional;

/// The formats there are. Every sink takes each; adding one is one line here.
public final class AlertFormats {
  /// What receivers take without question: syslog over TCP, most webhooks and message queues. UDP
  /// and chats need less and say so.
  public static final int DEFAULT_MAX_BYTES = 64 << 10;

  private AlertFormats() {}

  /// @param productVersion of this program, for formats that name their producer
  /// @param maxBytes longer alerts are shortened, evidence first; at least [Shortening#LEAST_BYTES]
  public static List<AlertFormat> all(String productVersion, int maxBytes) {
    return List.of(
        new NativeJson(maxBytes),
        new Ocsf(productVersion, maxBytes),
        new Ecs(productVersion, maxBytes),
        new Cef(productVersion, maxBytes));
  }

  /// The format of this word; empty when there is none.
  public static Optional<AlertFormat> of(String word, String productVersion, int maxBytes) {
    return all(productVersion, maxBytes).stream()
        .filter(format -> format.word().equals(word))
        .findFirst();
  }

  /// The words of all formats, for configuration.
  public static List<String> words() {
    return List.of(NativeJson.WORD, Ocsf.WORD, Ecs.WORD, Cef.WORD);
  }
}
