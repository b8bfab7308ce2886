package io.ironpost.alerts.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.JsonTree;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.alerts.sink.http.RecordingServer.Reply;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElasticsearchSinkTest {
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
    return new FixedOptions().with(HttpKeys.URL, server.url(""));
  }

  private static Delivery deliver(FixedOptions options, List<Message> messages) throws Exception {
    try (AlertSink sink = new ElasticsearchKind().open(options, FixedOptions.place())) {
      return sink.deliver(messages);
    }
  }

  private BulkDouble taking() {
    BulkDouble bulk = new BulkDouble(_ -> "");
    server.always(bulk);
    return bulk;
  }

  @Test
  void of_an_alert_the_highest_revision_stays_however_often_it_is_sent() throws Exception {
    BulkDouble bulk = taking();
    Message first = SampleAlerts.json(SampleAlerts.opened(1));
    Message second =
        SampleAlerts.json(SampleAlerts.update(1, 2, AlertUpdate.Phase.UPDATED, "root", "x"));
    for (List<Message> batch : List.of(List.of(first, second), List.of(first), List.of(second))) {
      assertThat(deliver(options(), batch)).isInstanceOf(Delivery.Delivered.class);
    }
    assertThat(bulk.documents)
        .hasSize(1)
        .hasEntrySatisfying(
            first.update().alert().id(),
            document -> {
              assertThat(JsonTree.at(document, "revision")).isEqualTo(2L);
              assertThat(JsonTree.at(document, "@timestamp")).isEqualTo("2026-03-01T10:00:05Z");
            });
  }

  @Test
  void a_data_stream_has_each_revision_once() throws Exception {
    BulkDouble bulk = taking();
    FixedOptions stream = options().with(ElasticsearchKind.DATA_STREAM, true);
    List<Message> two =
        List.of(
            SampleAlerts.json(SampleAlerts.opened(1)),
            SampleAlerts.json(SampleAlerts.update(1, 2, AlertUpdate.Phase.CLOSED, "root", "x")));
    assertThat(deliver(stream, two)).isInstanceOf(Delivery.Delivered.class);
    assertThat(deliver(stream, two)).isInstanceOf(Delivery.Delivered.class);
    assertThat(bulk.documents)
        .containsOnlyKeys(two.get(0).update().key(), two.get(1).update().key());
  }

  @Test
  void a_format_that_is_no_json_becomes_the_message() throws Exception {
    BulkDouble bulk = taking();
    Message cef = SampleAlerts.cef(SampleAlerts.opened(1));
    deliver(options(), List.of(cef));
    assertThat(JsonTree.at(bulk.documents.values().iterator().next(), "message"))
        .isEqualTo(SampleAlerts.line(cef));
  }

  @Test
  void a_timestamp_that_is_there_stays() throws Exception {
    BulkDouble bulk = taking();
    for (String document :
        List.of("{\"x\":{\"@timestamp\":1}, \"@timestamp\":\"2026-01-01T00:00:00Z\"}", "{ }")) {
      byte[] text = document.getBytes(StandardCharsets.UTF_8);
      deliver(
          options(),
          List.of(new Message(SampleAlerts.opened(document.length()), text, "application/json")));
    }
    assertThat(bulk.documents.values())
        .extracting(document -> JsonTree.at(document, "@timestamp"))
        .containsExactly("2026-01-01T00:00:00Z", "2026-03-01T10:00:05Z");
  }

  @Test
  void a_document_that_no_mapping_takes_is_refused_alone() throws Exception {
    String bad = SampleAlerts.opened(2).alert().id();
    BulkDouble bulk =
        new BulkDouble(document ->
            JsonTree.at(document, "id").equals(bad)
                ? "{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"[1:5]"
                    + " no\"}}"
                : "");
    server.always(bulk);
    assertThat(deliver(options(), SampleAlerts.messages(1, 3)))
        .isEqualTo(new Delivery.Refused(1, "status 400: document_parsing_exception: [1:5] no"));
    assertThat(deliver(options(), SampleAlerts.messages(3, 1)))
        .isInstanceOf(Delivery.Delivered.class);
    assertThat(bulk.documents).hasSize(2);
  }

  @Test
  void a_node_that_is_full_is_asked_again_for_what_it_did_not_take() throws Exception {
    server.then(
        Reply.of(
            200,
            "{\"errors\":true,\"items\":[{\"index\":{\"status\":201}},"
                + BulkDouble.item("index", 429, "rejected execution")
                + "]}"));
    assertThat(deliver(options(), SampleAlerts.messages(1, 2)))
        .isInstanceOfSatisfying(
            Delivery.TryAgain.class, again -> assertThat(again.taken()).isEqualTo(1));
  }

  @Test
  void an_answer_that_says_nothing_of_the_documents_is_no_delivery() throws Exception {
    for (String answer :
        List.of(
            "",
            "ok",
            "{}",
            "[]",
            "{\"items\":[{\"index\":{\"status\":201}}]}",
            "{\"items\":[{\"ind")) {
      server.then(Reply.of(200, answer));
      assertThat(deliver(options(), SampleAlerts.messages(1, 2)))
          .as(answer)
          .isInstanceOf(Delivery.TryAgain.class);
    }
  }

  @Test
  void an_api_key_is_sent_and_never_told() throws Exception {
    server.always(request -> Reply.of(401, request.header("Authorization")));
    FixedOptions options =
        options().with(ElasticsearchKind.API_KEY, new Secret("a2V5OnNlY3JldA=="));
    assertThat(deliver(options, SampleAlerts.messages(1, 1)).toString())
        .contains("status 401")
        .doesNotContain("a2V5");
    assertThat(server.requests().getFirst().header("Authorization"))
        .isEqualTo("ApiKey a2V5OnNlY3JldA==");
  }

  @Test
  void names_that_no_index_can_have_are_complained_of() {
    for (String name : List.of("", "Alerts", "_a", "a b", "a/b", "a,b", "..")) {
      assertThat(new ElasticsearchKind().check(options().with(ElasticsearchKind.INDEX, name)))
          .as(name)
          .extracting(Complaint::key)
          .containsExactly(ElasticsearchKind.INDEX);
    }
  }
}
