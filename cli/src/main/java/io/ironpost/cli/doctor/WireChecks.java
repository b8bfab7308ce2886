package io.ironpost.cli.doctor;

import io.ironpost.cli.output.SafeText;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.ControlClient.Response;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import io.ironpost.daemon.setup.KernelFact;
import java.util.ArrayList;
import java.util.List;

/// The programs on the wire: what the kernel does not give, and what is lost there.
///
/// Nobody who did not ask for the wire is told what it would need. Degradations are not told here:
/// the modules that have them say so.
final class WireChecks {
  private static final String WANTED = "true";

  /// Without these nothing works; all others are degradations.
  private static final List<String> ESSENTIAL = List.of("rights", "xdp", "ring_buffer");

  private final Case the;
  private final JsonValue kernel;
  private final JsonValue stats;

  /// @param kernel as `/net/kernel` tells it
  /// @param stats as `/net/stats` tells them
  WireChecks(Case the, JsonValue kernel, JsonValue stats) {
    this.the = the;
    this.kernel = kernel;
    this.stats = stats;
  }

  static WireChecks ask(Case the, ControlClient client) {
    return new WireChecks(the, ask("kernel", client), ask("stats", client));
  }

  /// An older daemon has no such page: nothing is known then.
  private static JsonValue ask(String what, ControlClient client) {
    Response response = client.get(Target.of("net", what));
    return response.isOk() ? response.json() : new JsonValue.Nothing();
  }

  List<Finding> findings() {
    if (!the.setting("ebpf.enabled").equals(WANTED)) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    for (JsonValue fact : kernel.get("facts").items()) {
      if (!fact.get("there").isTrue()) {
        found.add(missing(read(fact)));
      }
    }
    lost(stats.get("events"), found);
    if (stats.get("interfaces").items().isEmpty() && found.isEmpty()) {
      found.add(
          Finding.error(
              "No interface is guarded.",
              SafeText.of(stats.get("reason").text()),
              "ebpf.interface to one that `ip link` shows"));
    }
    return found;
  }

  private static KernelFact read(JsonValue fact) {
    return new KernelFact(
        fact.get("name").text(),
        false,
        fact.get("found").text(),
        fact.get("without").text(),
        fact.get("fix").text());
  }

  /// What a machine does not give, as this process sees it.
  static List<Finding> of(List<KernelFact> facts) {
    return facts.stream().filter(fact -> !fact.isThere()).map(WireChecks::missing).toList();
  }

  private static Finding missing(KernelFact fact) {
    String what =
        SafeText.of("The kernel does not give %s: %s.".formatted(fact.name(), fact.without()));
    String found = SafeText.of(fact.found());
    String fix = SafeText.of(fact.fix());
    return ESSENTIAL.contains(fact.name())
        ? Finding.error(what, found, fix)
        : Finding.warning(what, found, fix);
  }

  private static void lost(JsonValue events, List<Finding> found) {
    long lost = events.get("lost").whole();
    long reported = events.get("reported").whole();
    if (lost > 0) {
      found.add(
          Finding.warning(
              "Reports of packets are lost before detectors see them.",
              "%,d lost, %s of all".formatted(lost, Sizes.percent(lost, lost + reported)),
              "ebpf.ring_buffer_size to twice its size"));
    }
  }
}
