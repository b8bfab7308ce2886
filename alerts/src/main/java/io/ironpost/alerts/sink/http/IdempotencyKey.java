package io.ironpost.alerts.sink.http;

import io.ironpost.alerts.sink.Message;
import java.util.List;
import java.util.regex.Pattern;

/// By this header a receiver knows what it has seen before: the same alerts have the same key at
/// every attempt, also after a restart (draft-ietf-httpapi-idempotency-key-header).
public final class IdempotencyKey {
  public static final String HEADER = "Idempotency-Key";

  /// Ids are ours, yet nothing that is not plainly a word goes into a header line.
  private static final Pattern NOT_A_WORD = Pattern.compile("[^0-9A-Za-z._-]");

  private IdempotencyKey() {}

  /// `<id>.<revision>`; of a batch the first, the last and how many.
  public static String of(List<Message> messages) {
    String first = word(messages.getFirst());
    return messages.size() == 1
        ? first
        : first + "_" + word(messages.getLast()) + "_" + messages.size();
  }

  private static String word(Message message) {
    return NOT_A_WORD.matcher(message.update().key()).replaceAll("_");
  }
}
