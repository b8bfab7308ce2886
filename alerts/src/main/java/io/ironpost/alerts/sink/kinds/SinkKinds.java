package io.ironpost.alerts.sink.kinds;

import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.alertmanager.AlertmanagerKind;
import io.ironpost.alerts.sink.chat.ChatKind;
import io.ironpost.alerts.sink.elasticsearch.ElasticsearchKind;
import io.ironpost.alerts.sink.file.FileKind;
import io.ironpost.alerts.sink.kafka.KafkaKind;
import io.ironpost.alerts.sink.mail.SmtpKind;
import io.ironpost.alerts.sink.otlp.OtlpKind;
import io.ironpost.alerts.sink.stream.StdoutKind;
import io.ironpost.alerts.sink.syslog.SyslogKind;
import io.ironpost.alerts.sink.webhook.WebhookKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kinds of receivers there are. Adding one is one line here.
public final class SinkKinds {
  private SinkKinds() {}

  /// In the order of the reference page.
  public static List<SinkKind> all() {
    List<SinkKind> kinds = new ArrayList<>();
    kinds.add(new StdoutKind());
    kinds.add(new FileKind());
    kinds.add(new SyslogKind());
    kinds.add(new WebhookKind());
    kinds.addAll(ChatKind.all());
    kinds.add(new AlertmanagerKind());
    kinds.add(new SmtpKind());
    kinds.add(new OtlpKind());
    kinds.add(new ElasticsearchKind());
    kinds.add(new KafkaKind());
    return List.copyOf(kinds);
  }

  /// The kind of a word in a configuration.
  public static Optional<SinkKind> of(String word) {
    return all().stream().filter(kind -> kind.word().equals(word)).findFirst();
  }
}
