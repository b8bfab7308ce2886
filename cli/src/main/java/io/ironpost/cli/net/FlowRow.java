package io.ironpost.cli.net;

import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.Style;
import io.ironpost.daemon.control.JsonValue;
import java.util.List;
import java.util.Map;

/// A connection now, and how lively it was since a moment before.
///
/// @param json as the daemon tells it
record FlowRow(JsonValue json, double packetsPerSecond, double bytesPerSecond) {
  static FlowRow of(JsonValue now, JsonValue before, double seconds) {
    return new FlowRow(
        now,
        Rates.of(both(before, "packets"), both(now, "packets"), seconds),
        Rates.of(both(before, "bytes"), both(now, "bytes"), seconds));
  }

  /// What makes two answers speak of one connection.
  static List<String> key(JsonValue flow) {
    return List.of(
        flow.get("opener").text(),
        flow.get("opener_port").text(),
        flow.get("peer").text(),
        flow.get("peer_port").text(),
        flow.get("protocol").text(),
        flow.get("first_seen").text());
  }

  static long both(JsonValue flow, String what) {
    return flow.get("sent").get(what).whole() + flow.get("received").get(what).whole();
  }

  static Listing<FlowRow> listing(List<FlowRow> rows) {
    return new Listing<>(
        "flows",
        List.of(
            Column.<FlowRow>fixed("protocol", "PROTO", row -> row.protocol()).leavingAs(3),
            Column.wide("opener", "FROM", row -> row.end("opener")),
            Column.wide("peer", "TO", row -> row.end("peer")),
            Column.<FlowRow>fixed("verdict", "VERDICT", FlowRow::verdict).in(FlowRow::style),
            Column.<FlowRow>fixed("state", "STATE", row -> row.json.get("state").text())
                .leavingAs(2),
            Column.<FlowRow>fixed("packets", "PACKETS", row -> both(row.json, "packets"))
                .leavingAs(1),
            Column.dataOnly("bytes", row -> both(row.json, "bytes")),
            Column.fixed("packets_per_second", "PACKETS/S", FlowRow::packetsPerSecond),
            Column.fixed("bytes_per_second", "BYTES/S", FlowRow::bytesPerSecond),
            Column.dataOnly("last_seen", row -> row.json.get("last_seen").text())),
        rows,
        Map.of());
  }

  private String protocol() {
    return Protocols.name(json.get("protocol").whole());
  }

  /// `203.0.113.9:40000`, `[2001:db8::1]:22`; without a port where there is none.
  private String end(String which) {
    String address = json.get(which).text();
    long port = json.get(which + "_port").whole();
    if (port == 0) {
      return address;
    }
    return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
  }

  private String verdict() {
    return json.get("verdict").text();
  }

  private Style style() {
    return switch (verdict()) {
      case "blocked" -> Style.BAD;
      case "limited" -> Style.WARNING;
      case "monitored" -> Style.NOTE;
      default -> Style.PLAIN;
    };
  }
}
