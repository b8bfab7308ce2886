package io.ironpost.daemon.control;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Alerts: kept ones, seen ones, and those of this moment.
final class AlertRoutes {
  private static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::word).toList();
  private static final List<String> PHASES =
      Arrays.stream(AlertUpdate.Phase.values()).map(AlertUpdate.Phase::word).toList();

  private final Controls controls;
  private final AlertFeed feed;
  private final InstantSource clock;

  AlertRoutes(Controls controls, AlertFeed feed, InstantSource clock) {
    this.controls = controls;
    this.feed = feed;
    this.clock = clock;
  }

  /// The stream first: `stream` must not be taken for an id.
  List<Route> all() {
    return List.of(
        Route.get("/alerts", this::list),
        Route.get("/alerts/stream", this::stream),
        Route.get("/alerts/{id}", this::one),
        Route.post("/alerts/{id}/ack", this::acknowledge));
  }

  private Answer list(Request request) {
    Query query = request.query();
    AlertQuery wanted =
        new AlertQuery(
            query.time("since", clock),
            query.time("until", clock),
            query.word("severity", Severity::of, SEVERITIES),
            query.text("rule"),
            query.pairs("entity"),
            query.text("text"),
            query.word("phase", AlertRoutes::phase, PHASES),
            query.whole("limit", AlertQuery.DEFAULT_LIMIT, 1, AlertQuery.MAX_LIMIT),
            query.text("after"));
    query.check();
    AlertPage page = controls.alerts(wanted);
    return Answer.json(json -> {
      JsonBody.objects(json, "alerts", page.alerts(), AlertRoutes::write);
      json.writeStringProperty("next", page.next());
    });
  }

  private static Optional<AlertUpdate.Phase> phase(String word) {
    return Arrays.stream(AlertUpdate.Phase.values()).filter(p -> p.word().equals(word)).findFirst();
  }

  private static void write(JsonGenerator json, StoredAlert alert) {
    json.writeName("alert");
    json.writeRawValue(alert.json());
    alert
        .acknowledged()
        .ifPresent(ack ->
            JsonBody.object(
                json,
                "acknowledged",
                () -> {
                  json.writeStringProperty("by", ack.by());
                  json.writeStringProperty("at", ack.at().toString());
                  json.writeStringProperty("note", ack.note());
                }));
  }

  private Answer one(Request request) {
    request.query().check();
    return found(controls.alert(request.name("id")));
  }

  private Answer acknowledge(Request request) {
    request.query().check();
    Form form = Form.of(request.body());
    String by = form.text("by");
    String note = form.textOr("note", "");
    form.check();
    return found(controls.acknowledge(request.name("id"), by, note));
  }

  private static Answer found(Optional<StoredAlert> alert) {
    return alert
        .map(stored -> Answer.json(json -> write(json, stored)))
        .orElseThrow(() ->
            new RefusedException(
                Problem.noSuch(
                    "alert", "GET /alerts lists those that are kept; it may be too old.")));
  }

  private Answer stream(Request request) {
    Query query = request.query();
    Severity atLeast =
        query.word("severity", Severity::of, SEVERITIES).orElse(Severity.INFORMATIONAL);
    query.check();
    return new Answer.Events(feed.listen(atLeast));
  }
}
