package io.ironpost.daemon.control;

import io.ironpost.daemon.setup.KernelFact;
import io.ironpost.ebpf.detect.Flow;
import io.ironpost.ebpf.guard.GuardStatistics;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// What goes over the wire, and what this kernel lets us do there.
final class NetRoutes {
  private static final int DEFAULT_FLOWS = 50;

  /// 400 bytes each.
  private static final int MAX_FLOWS = 5_000;

  private final NetControls net;

  NetRoutes(NetControls net) {
    this.net = net;
  }

  List<Route> all() {
    return List.of(
        Route.get("/net/stats", this::stats),
        Route.get("/net/flows", this::flows),
        Route.get("/net/kernel", this::kernel));
  }

  private Answer stats(Request request) {
    request.query().check();
    NetView view = net.view();
    GuardStatistics statistics = view.statistics();
    return Answer.json(json -> {
      json.writeStringProperty("at", view.at().toString());
      new StatusJson(json).health("health", view.health());
      JsonBody.objects(
          json,
          "degradations",
          view.degradations(),
          (_, one) -> {
            json.writeStringProperty("name", one.name());
            json.writeStringProperty("why", one.why());
          });
      JsonBody.objects(json, "interfaces", statistics.interfaces(), NetRoutes::write);
      JsonBody.object(
          json,
          "events",
          () -> {
            json.writeNumberProperty("reported", statistics.events());
            json.writeNumberProperty("lost", statistics.lost());
            json.writeNumberProperty("withheld", statistics.withheld());
            json.writeNumberProperty("evicted", statistics.evicted());
          });
      JsonBody.objects(
          json,
          "filters",
          statistics.filters(),
          (_, filter) -> {
            json.writeStringProperty("rule", filter.rule());
            json.writeNumberProperty("packets", filter.packets());
          });
    });
  }

  private static void write(JsonGenerator json, GuardStatistics.Interface one) {
    json.writeStringProperty("name", one.name());
    json.writeStringProperty("mode", word(one.mode()));
    count(json, "total", one.total());
    JsonBody.object(
        json,
        "protocols",
        () -> {
          count(json, "tcp", one.tcp());
          count(json, "udp", one.udp());
          count(json, "icmp", one.icmp());
          count(json, "icmpv6", one.icmpV6());
          count(json, "arp", one.arp());
          count(json, "other_ip", one.other());
          count(json, "non_ip", one.nonIp());
        });
    JsonBody.object(
        json,
        "verdicts",
        () -> {
          count(json, "blocked", one.blocked());
          count(json, "filtered", one.filtered());
          count(json, "limited", one.limited());
          count(json, "allowed", one.allowed());
          count(json, "malformed", one.malformed());
        });
    json.writeNumberProperty("run_nanos", one.runNanos());
    json.writeNumberProperty("runs", one.runs());
  }

  private static void count(JsonGenerator json, String name, GuardStatistics.Count count) {
    JsonBody.object(
        json,
        name,
        () -> {
          json.writeNumberProperty("packets", count.packets());
          json.writeNumberProperty("bytes", count.bytes());
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private Answer flows(Request request) {
    Query query = request.query();
    int limit = query.whole("limit", DEFAULT_FLOWS, 1, MAX_FLOWS);
    query.check();
    return Answer.json(json -> JsonBody.objects(json, "flows", net.flows(limit), NetRoutes::write));
  }

  private static void write(JsonGenerator json, Flow flow) {
    json.writeStringProperty("opener", flow.opener().toString());
    json.writeNumberProperty("opener_port", flow.openerPort());
    json.writeStringProperty("peer", flow.peer().toString());
    json.writeNumberProperty("peer_port", flow.peerPort());
    json.writeNumberProperty("protocol", flow.protocol());
    traffic(json, "sent", flow.sent());
    traffic(json, "received", flow.received());
    json.writeStringProperty("verdict", word(flow.verdict()));
    json.writeStringProperty("state", word(flow.state()));
    json.writeStringProperty("first_seen", flow.firstSeen().toString());
    json.writeStringProperty("last_seen", flow.lastSeen().toString());
  }

  private static void traffic(JsonGenerator json, String name, Flow.Traffic traffic) {
    JsonBody.object(
        json,
        name,
        () -> {
          json.writeNumberProperty("packets", traffic.packets());
          json.writeNumberProperty("bytes", traffic.bytes());
        });
  }

  private Answer kernel(Request request) {
    request.query().check();
    return Answer.json(json -> JsonBody.objects(json, "facts", net.kernel(), NetRoutes::write));
  }

  private static void write(JsonGenerator json, KernelFact fact) {
    json.writeStringProperty("name", fact.name());
    json.writeBooleanProperty("there", fact.isThere());
    json.writeStringProperty("found", fact.found());
    json.writeStringProperty("without", fact.without());
    json.writeStringProperty("fix", fact.fix());
  }
}
