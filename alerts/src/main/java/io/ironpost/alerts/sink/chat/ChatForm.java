package io.ironpost.alerts.sink.chat;

import io.ironpost.core.alert.AlertUpdate;
import tools.jackson.core.JsonGenerator;

/// How one chat wants its messages.
@FunctionalInterface
interface ChatForm {
  void write(AlertUpdate update, JsonGenerator json);
}
