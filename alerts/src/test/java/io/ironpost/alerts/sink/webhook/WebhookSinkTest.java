package io.ironpost.alerts.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.alerts.sink.http.RecordingServer.Reply;
import io.ironpost.core.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {
  private RecordingServer server;

  @BeforeEach
  void start() throws Exception {
    server = RecordingServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private FixedOptions options() {
    return new FixedOptions().with(HttpKeys.URL, server.url("/hook/T0SECRETT0/B1"));
  }

  private static Delivery deliver(FixedOptions options, List<Message> messages) throws Exception {
    try (AlertSink sink = new WebhookKind().open(options, FixedOptions.place())) {
      return sink.deliver(messages);
    }
  }

  @Test
  void posts_each_alert_with_a_key_by_which_a_second_one_is_known() throws Exception {
    assertThat(deliver(options(), SampleAlerts.messages(1, 2)))
        .isInstanceOf(Delivery.Delivered.class);
    assertThat(server.requests())
        .satisfiesExactly(
            one -> {
              assertThat(one.method()).isEqualTo("POST");
              assertThat(one.path()).isEqualTo("/hook/T0SECRETT0/B1");
              assertThat(one.header("Content-type")).isEqualTo("application/json");
              assertThat(one.header("Idempotency-key")).isEqualTo(SampleAlerts.opened(1).key());
              assertThat(one.text())
                  .isEqualTo(SampleAlerts.line(SampleAlerts.messages(1, 1).getFirst()));
            },
            two ->
                assertThat(two.header("Idempotency-key")).isEqualTo(SampleAlerts.opened(2).key()));
  }

  @Test
  void a_batch_is_ndjson_and_has_one_key() throws Exception {
    deliver(options().with(WebhookKind.BATCH, true), SampleAlerts.messages(1, 3));
    assertThat(server.requests())
        .singleElement()
        .satisfies(batch -> {
          assertThat(batch.header("Content-type")).isEqualTo("application/x-ndjson");
          assertThat(batch.text().lines()).hasSize(3);
          assertThat(batch.header("Idempotency-key"))
              .startsWith(SampleAlerts.opened(1).key())
              .endsWith("_3");
        });
  }

  @Test
  void of_a_refused_batch_the_one_that_is_disliked_is_named() throws Exception {
    String bad = SampleAlerts.opened(2).alert().id();
    server.always(request -> Reply.of(request.text().contains(bad) ? 400 : 200, "no " + bad));
    assertThat(deliver(options().with(WebhookKind.BATCH, true), SampleAlerts.messages(1, 3)))
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused -> {
              assertThat(refused.taken()).isEqualTo(1);
              assertThat(refused.why()).contains("127.0.0.1: status 400: no " + bad);
            });
  }

  @Test
  void what_was_taken_before_a_failure_is_not_sent_again() throws Exception {
    server.then(Reply.of(200)).then(Reply.of(503, "busy"));
    assertThat(deliver(options(), SampleAlerts.messages(1, 3)))
        .isInstanceOfSatisfying(
            Delivery.TryAgain.class, again -> assertThat(again.taken()).isEqualTo(1));
  }

  @Test
  void a_receiver_can_check_that_a_request_is_ours() throws Exception {
    deliver(
        options().with(WebhookKind.SIGNING_SECRET, new Secret("s3cret")),
        SampleAlerts.messages(1, 1));
    RecordingServer.Request request = server.requests().getFirst();
    String signature = request.header("X-ironpost-signature");
    assertThat(signature).matches("t=\\d+,v1=[0-9a-f]{64}");
    String time = signature.substring(2, signature.indexOf(','));
    assertThat(Long.parseLong(time)).isEqualTo(SampleAlerts.TOLD.getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal((time + "." + request.text()).getBytes(StandardCharsets.UTF_8));
    assertThat(signature).endsWith("v1=" + HexFormat.of().formatHex(expected));
  }

  @Test
  void a_template_keeps_the_attackers_text_within_its_quotes() throws Exception {
    String template =
        "{\"t\":\"{{ title }}\",\"u\":\"{{entity.user}}\",\"none\":\"{{entity.cat}}\","
            + "\"a\":{{alert.json}},\"q\":\"{{group | url}}\"}";
    deliver(
        options().with(WebhookKind.TEMPLATE, template),
        List.of(SampleAlerts.json(SampleAlerts.hostile())));
    String body = server.requests().getFirst().text();
    assertThat(body)
        .startsWith("{\"t\":\"SSH brute force\",\"u\":\"x\\r\\nBcc: evil@example.org\\r\\n")
        .contains("\\u0000", "\\\" \\\\ ] = {{title}}, b", "\"none\":\"\"", "\"a\":{\"id\":")
        .endsWith("\"q\":\"src_ip%3D203.0.113.9\"}")
        .doesNotContain("\n");
  }

  @Test
  void a_cef_alert_in_a_json_template_is_a_string() throws Exception {
    deliver(
        options().with(WebhookKind.TEMPLATE, "{\"a\":{{alert.json}}}"),
        List.of(SampleAlerts.cef(SampleAlerts.opened(1))));
    assertThat(server.requests().getFirst().text()).startsWith("{\"a\":\"CEF:0|");
  }

  @Test
  void problems_of_a_template_are_told_at_load_with_their_place() {
    assertThat(complaints("{\n  \"a\": \"{{tittle}}\"}"))
        .singleElement()
        .satisfies(complaint ->
            assertThat(complaint.message())
                .contains("line 2, column 9: unknown `tittle`; known: title, severity"));
    assertThat(complaints("{{title"))
        .hasToString(
            "[template: must be a template that can be read: line 1, column 1: `{{` is not closed"
                + " by `}}`]");
    assertThat(complaints("x{{title | html}}").getFirst().message())
        .contains("line 1, column 2: unknown `| html`");
    assertThat(complaints("{{}} {{ entity. }}")).hasSize(1);
    assertThat(complaints("}} no place { {")).isEmpty();
  }

  private List<Complaint> complaints(String template) {
    return new WebhookKind().check(options().with(WebhookKind.TEMPLATE, template));
  }

  @Test
  void headers_of_the_settings_are_sent_and_cannot_hold_a_second_line() throws Exception {
    FixedOptions good =
        options()
            .with(HttpKeys.HEADERS, List.of("X-Team: blue"))
            .with(HttpKeys.SECRET_HEADERS, new Secret("X-Api-Key: abcdef\nX-More: 1"))
            .with(HttpKeys.USERNAME, "me")
            .with(HttpKeys.PASSWORD, new Secret("pässword"));
    deliver(good, SampleAlerts.messages(1, 1));
    RecordingServer.Request request = server.requests().getFirst();
    assertThat(request.header("X-team")).isEqualTo("blue");
    assertThat(request.header("X-api-key")).isEqualTo("abcdef");
    assertThat(request.header("Authorization")).isEqualTo("Basic bWU6cMOkc3N3b3Jk");
    for (String bad : List.of("X-A: b\r\nX-C: d", "no colon", "Host: x", "X A: b", ": b")) {
      assertThat(new WebhookKind().check(options().with(HttpKeys.HEADERS, List.of(bad))))
          .as(bad)
          .hasSize(1);
    }
  }

  @Test
  void no_secret_is_in_a_reason_even_when_the_receiver_repeats_it() throws Exception {
    server.always(request ->
        Reply.of(403, request.path() + " T0SECRETT0 " + request.header("Authorization")));
    FixedOptions options = options().with(HttpKeys.BEARER_TOKEN, new Secret("tok-1234567890"));
    assertThat(deliver(options, SampleAlerts.messages(1, 1)).toString())
        .contains("127.0.0.1: status 403")
        .doesNotContain("SECRET", "tok-");
  }

  @Test
  void a_url_that_cannot_work_is_complained_of_without_printing_it() {
    for (String url : List.of("", "ftp://x/SECRET", "http://", "https://u:SECRET@h/", "::SECRET")) {
      FixedOptions options = new FixedOptions().with(HttpKeys.URL, new Secret(url));
      assertThat(new WebhookKind().check(options)).as(url).hasSize(1);
      assertThatThrownBy(() -> new WebhookKind().open(options, FixedOptions.place()))
          .isInstanceOf(UnusableSinkException.class)
          .hasMessageContaining("url: must be an http or https URL")
          .hasMessageNotContaining("SECRET");
    }
  }
}
