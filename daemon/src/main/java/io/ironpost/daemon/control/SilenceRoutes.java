package io.ironpost.daemon.control;

import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Silences.
final class SilenceRoutes {
  private static final int CREATED = 201;

  /// Whoever wants to hear nothing for longer changes the rule.
  private static final int MAX_SECONDS = 365 * 24 * 3_600;

  private final Controls controls;

  SilenceRoutes(Controls controls) {
    this.controls = controls;
  }

  List<Route> all() {
    return List.of(
        Route.get("/silences", this::list),
        Route.post("/silences", this::make),
        Route.delete("/silences/{id}", this::end));
  }

  private Answer list(Request request) {
    request.query().check();
    return Answer.json(
        json -> JsonBody.objects(json, "silences", controls.silences(), SilenceRoutes::write));
  }

  private static void write(JsonGenerator json, SilenceView silence) {
    json.writeStringProperty("id", silence.id());
    JsonBody.texts(json, "matchers", silence.matchers());
    json.writeStringProperty("reason", silence.reason());
    json.writeStringProperty("owner", silence.owner());
    json.writeStringProperty("from", silence.from().toString());
    json.writeStringProperty("until", silence.until().toString());
  }

  private Answer make(Request request) {
    request.query().check();
    Form form = Form.of(request.body());
    List<String> matchers = form.texts("matchers");
    String reason = form.text("reason");
    String owner = form.text("owner");
    long seconds = form.whole("duration_seconds", 1, MAX_SECONDS);
    form.check();
    SilenceOrder order = new SilenceOrder(matchers, reason, owner, Duration.ofSeconds(seconds));
    return switch (controls.silence(order)) {
      case SilenceOutcome.Made(var silence) -> Answer.json(CREATED, json -> write(json, silence));
      case SilenceOutcome.Refused(var problems) ->
          throw new RefusedException(
              Problem.refused("There is no such silence to be had.", problems, "Correct it."));
    };
  }

  private Answer end(Request request) {
    request.query().check();
    if (!controls.endSilence(request.name("id"))) {
      throw new RefusedException(Problem.noSuch("silence", "GET /silences lists those that hold."));
    }
    return Answer.json(json -> json.writeStringProperty("status", "ended"));
  }
}
