package io.ironpost.daemon.control;

import io.ironpost.response.OrderResult;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.Cause;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Actions and what came of orders, as they are told.
final class ActionJson {
  private static final int OK = 200;
  private static final int CREATED = 201;

  private ActionJson() {}

  static void write(JsonGenerator json, ActionRecord action) {
    json.writeStringProperty("id", action.id());
    json.writeStringProperty("state", action.state().word());
    json.writeStringProperty("mode", action.mode().word());
    json.writeStringProperty("kind", action.action().kind());
    json.writeStringProperty("target", action.action().target());
    cause(json, action.cause());
    json.writeNumberProperty("duration_seconds", action.duration().toSeconds());
    time(json, "until", action.until());
    time(json, "made_at", action.madeAt());
    time(json, "changed_at", action.changedAt());
    json.writeStringProperty("said", action.said());
  }

  /// What never comes is left out.
  static void time(JsonGenerator json, String name, Instant at) {
    if (!at.equals(Instant.MAX)) {
      json.writeStringProperty(name, at.toString());
    }
  }

  private static void cause(JsonGenerator json, Cause cause) {
    switch (cause) {
      case Cause.Alerted alerted -> {
        json.writeStringProperty("cause", "policy");
        json.writeStringProperty("policy", alerted.policy());
        json.writeStringProperty("alert_id", alerted.alertId());
        json.writeStringProperty("trace_id", alerted.traceId());
        json.writeStringProperty("rule", alerted.rule());
        json.writeStringProperty("severity", alerted.severity().word());
      }
      case Cause.Ordered(var by, var reason) -> {
        json.writeStringProperty("cause", "person");
        json.writeStringProperty("by", by.toString());
        json.writeStringProperty("reason", reason);
      }
      case Cause.Found() -> json.writeStringProperty("cause", "found");
    }
  }

  /// @param isNew whether an order that is done makes something
  static Answer answer(OrderResult result, boolean isNew) {
    return switch (result) {
      case OrderResult.Done(var action, var warnings) ->
          Answer.json(
              isNew ? CREATED : OK,
              json -> {
                json.writeStringProperty("result", "done");
                JsonBody.object(json, "action", () -> write(json, action));
                json.writeStringProperty("said", action.said());
                JsonBody.texts(json, "warnings", warnings);
              });
      case OrderResult.AlreadySo(var said) -> answer("already_so", said, List.of());
      case OrderResult.Would(var said, var warnings) -> answer("would", said, warnings);
      case OrderResult.Refused(var ground, var why) ->
          throw new RefusedException(problem(ground, why));
    };
  }

  private static Answer answer(String result, String said, List<String> warnings) {
    return Answer.json(json -> {
      json.writeStringProperty("result", result);
      json.writeStringProperty("said", said);
      JsonBody.texts(json, "warnings", warnings);
    });
  }

  private static Problem problem(OrderResult.Ground ground, String why) {
    return switch (ground) {
      case UNKNOWN ->
          new Problem(404, "There is no such action.", why, "GET /actions lists them.", List.of());
      case FAILED -> Problem.unavailable(why, "");
      case PROTECTED, UNFIT, WRONG_STATE, FULL ->
          Problem.refused("This is not done.", List.of(why), "");
    };
  }
}
