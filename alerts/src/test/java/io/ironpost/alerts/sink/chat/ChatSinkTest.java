package io.ironpost.alerts.sink.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.JsonTree;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.core.alert.AlertUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatSinkTest {
  private RecordingServer server;

  @BeforeEach
  void start() throws Exception {
    server = RecordingServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static SinkKind kind(String word) {
    return ChatKind.all().stream().filter(k -> k.word().equals(word)).findFirst().orElseThrow();
  }

  private Object sent(String word, AlertUpdate update) throws Exception {
    FixedOptions options = new FixedOptions().with(HttpKeys.URL, server.url("/services/T/B/x"));
    try (AlertSink sink = kind(word).open(options, FixedOptions.place())) {
      assertThat(sink.deliver(List.of(SampleAlerts.cef(update))))
          .isInstanceOf(Delivery.Delivered.class);
    }
    return JsonTree.read(server.requests().getLast().text());
  }

  @Test
  void slack_shows_who_what_and_when_in_the_colour_of_the_severity() throws Exception {
    Object message = sent("slack", SampleAlerts.opened(1));
    assertThat(JsonTree.at(message, "text")).isEqualTo("[high] SSH brute force");
    assertThat(JsonTree.at(message, "attachments.0.color")).isEqualTo("#f97316");
    assertThat(JsonTree.texts(message))
        .contains(
            "*Who*\n`src_ip=203.0.113.9 user=root, b, c, +2`",
            "*Count*\n`6`",
            "*First seen*\n`2026-03-01T09:59:00Z`",
            "```Failed password for root```");
  }

  @Test
  void in_slack_the_attacker_calls_nobody_links_nowhere_and_stays_in_his_code() throws Exception {
    Object message = sent("slack", SampleAlerts.hostile());
    for (String text : JsonTree.texts(message)) {
      assertThat(text).doesNotContain("<!", "<@", "<http", "\u202e", "\u0000", "\r");
    }
    String evidence = (String) JsonTree.at(message, "attachments.0.blocks.2.text.text");
    assertThat(evidence).startsWith("```sshd: x\\r\\nBcc").endsWith("```");
    assertThat(evidence.substring(3, evidence.length() - 3)).doesNotContain("`", "<", ">");
    assertThat(JsonTree.at(message, "attachments.0.blocks.2.text.verbatim")).isEqualTo(true);
  }

  @Test
  void slack_stays_within_its_limits() throws Exception {
    String long5 = "&".repeat(5_000);
    Object message =
        sent("slack", SampleAlerts.update(1, 1, AlertUpdate.Phase.CLOSED, long5, long5));
    assertThat((String) JsonTree.at(message, "attachments.0.blocks.2.text.text"))
        .hasSizeLessThanOrEqualTo(3_000);
    assertThat((String) JsonTree.at(message, "attachments.0.blocks.1.fields.0.text"))
        .hasSizeLessThanOrEqualTo(2_000);
    assertThat(JsonTree.at(message, "text")).isEqualTo("[high] closed: SSH brute force");
  }

  @Test
  void discord_calls_nobody_and_reads_no_markup_of_the_attacker() throws Exception {
    Object message = sent("discord", SampleAlerts.hostile());
    assertThat(JsonTree.at(message, "allowed_mentions")).isEqualTo(Map.of("parse", List.of()));
    assertThat(((Map<?, ?>) message).containsKey("content")).isFalse();
    assertThat(JsonTree.at(message, "embeds.0.color")).isEqualTo(0xF97316L);
    String evidence = (String) JsonTree.at(message, "embeds.0.description");
    assertThat(evidence).startsWith("```\nsshd: x").endsWith("\n```");
    assertThat(evidence.substring(4, evidence.length() - 4)).doesNotContain("`");
    String who = (String) JsonTree.at(message, "embeds.0.fields.0.value");
    assertThat(who).startsWith("`src_ip=203.0.113.9 user=x").endsWith("`");
    assertThat(who.substring(1, who.length() - 1)).doesNotContain("`");
  }

  @Test
  void teams_gets_an_adaptive_card_of_plain_runs() throws Exception {
    Object message = sent("teams", SampleAlerts.hostile());
    assertThat(JsonTree.at(message, "attachments.0.contentType"))
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    List<?> body = (List<?>) JsonTree.at(message, "attachments.0.content.body");
    assertThat(body)
        .allSatisfy(block -> {
          assertThat(JsonTree.at(block, "type")).isEqualTo("RichTextBlock");
          assertThat((List<?>) JsonTree.at(block, "inlines"))
              .allSatisfy(run -> assertThat(JsonTree.at(run, "type")).isEqualTo("TextRun"));
        });
    assertThat(JsonTree.texts(message)).contains("[high] SSH brute force", "Monospace");
  }

  @Test
  void a_chat_that_has_enough_is_obeyed() throws Exception {
    server.then(new RecordingServer.Reply(429, Map.of("Retry-After", "30"), new byte[0]));
    FixedOptions options = new FixedOptions().with(HttpKeys.URL, server.url("/services/T/B/x"));
    try (AlertSink sink = kind("slack").open(options, FixedOptions.place())) {
      assertThat(sink.deliver(SampleAlerts.messages(1, 2)))
          .isEqualTo(new Delivery.TryAgain(0, "127.0.0.1: status 429", Duration.ofSeconds(30)));
    }
  }
}
