package io.ironpost.daemon.control;

import io.ironpost.core.module.Health;
import io.ironpost.daemon.metrics.Exposition;
import io.ironpost.daemon.metrics.JvmFigures;
import io.ironpost.daemon.metrics.Latencies;
import io.ironpost.daemon.metrics.MetricsView;
import io.ironpost.daemon.metrics.RuleFigures;
import java.util.List;

/// How the program is, and what it is told to do as a whole.
final class ProgramRoutes {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;

  private final MetricsView view;
  private final Latencies latencies;
  private final Exposition exposition;

  ProgramRoutes(MetricsView view, Latencies latencies, Exposition exposition) {
    this.view = view;
    this.latencies = latencies;
    this.exposition = exposition;
  }

  /// What may be asked over the network too: nothing here changes anything or tells an alert.
  List<Route> open() {
    return List.of(Route.get("/health", this::health), Route.get("/metrics", this::metrics));
  }

  /// The status page and the rules.
  List<Route> figures(AlertFeed alerts, TapFeed tap) {
    return List.of(
        Route.get("/status", request -> status(request, alerts, tap)),
        Route.get("/rules", this::rules));
  }

  /// A degraded program is still one that a load balancer or an orchestrator must leave running.
  private Answer health(Request request) {
    request.query().check();
    Health overall = StatusJson.overall(view.modules());
    int status = overall instanceof Health.Down ? UNAVAILABLE : OK;
    return Answer.json(
        status,
        json -> {
          StatusJson page = new StatusJson(json);
          page.health("status", overall);
          JsonBody.objects(
              json,
              "modules",
              view.modules(),
              (_, module) -> {
                json.writeStringProperty("name", module.name());
                page.health("health", module.health());
              });
        });
  }

  private Answer metrics(Request request) {
    Exposition.Page page = exposition.scrape(request.accept());
    return new Answer.Whole(OK, page.contentType(), page.text());
  }

  private Answer status(Request request, AlertFeed alerts, TapFeed tap) {
    request.query().check();
    return Answer.json(json -> {
      StatusJson page = new StatusJson(json);
      page.program(view.program());
      page.modules(view.modules());
      page.sources(view.sources());
      page.books(view.books());
      page.pipeline(view.pipeline());
      page.latency(latencies);
      JsonBody.object(
          json,
          "rules",
          () -> {
            List<RuleFigures> rules = view.rules();
            json.writeNumberProperty("loaded", rules.size());
            json.writeNumberProperty("parked", rules.stream().filter(RuleFigures::parked).count());
          });
      page.sinks(view.sinks());
      page.storage(view);
      page.reload(view.reloads());
      page.memory(JvmFigures.read());
      JsonBody.object(
          json,
          "streams",
          () -> {
            json.writeNumberProperty("alerts", alerts.listeners());
            json.writeNumberProperty("tap", tap.listeners());
            json.writeNumberProperty("cut_off", alerts.cutOff());
          });
    });
  }

  private Answer rules(Request request) {
    request.query().check();
    return Answer.json(json ->
        JsonBody.objects(
            json,
            "rules",
            view.rules(),
            (_, rule) -> {
              json.writeStringProperty("id", rule.id());
              json.writeStringProperty("title", rule.title());
              json.writeNumberProperty("hits", rule.hits());
              json.writeNumberProperty("cost_ms", rule.costNanos() / 1e6);
              json.writeBooleanProperty("parked", rule.parked());
            }));
  }

  /// What changes the program.
  static List<Route> orders(Controls controls) {
    return List.of(
        Route.get("/config", request -> config(request, controls)),
        Route.post("/reload", request -> reload(request, controls)),
        Route.post("/stop", request -> stop(request, controls)));
  }

  private static Answer config(Request request, Controls controls) {
    request.query().check();
    return Answer.json(json ->
        JsonBody.objects(
            json,
            "settings",
            controls.config(),
            (_, setting) -> {
              json.writeStringProperty("key", setting.key());
              json.writeStringProperty("value", setting.value());
              json.writeStringProperty("origin", setting.origin());
            }));
  }

  private static Answer reload(Request request, Controls controls) {
    request.query().check();
    return switch (controls.reload()) {
      case ReloadOutcome.Applied(var changes, var needRestart) ->
          Answer.json(json -> {
            JsonBody.texts(json, "changes", changes);
            JsonBody.texts(json, "need_restart", needRestart);
          });
      case ReloadOutcome.Refused(var problems) ->
          throw new RefusedException(
              Problem.refused(
                  "The new configuration is not used; the old one goes on.",
                  problems,
                  "Correct all of it and reload again; `ironpost config check` tells the same."));
    };
  }

  private static Answer stop(Request request, Controls controls) {
    request.query().check();
    controls.stop();
    return Answer.json(ACCEPTED, json -> json.writeStringProperty("status", "stopping"));
  }
}
