package io.ironpost.daemon.control;

import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What a route answers.
sealed interface Answer {
  /// All at once.
  record Whole(int status, String mediaType, byte[] body) implements Answer {}

  /// As server-sent events, for as long as the client and the feed last.
  record Events(Subscription subscription) implements Answer {}

  /// An object in JSON.
  static Answer json(Consumer<JsonGenerator> properties) {
    return json(200, properties);
  }

  static Answer json(int status, Consumer<JsonGenerator> properties) {
    return new Whole(status, "application/json", JsonBody.of(properties));
  }
}
