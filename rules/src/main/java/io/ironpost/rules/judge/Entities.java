package io.ironpost.rules.judge;

import io.ironpost.rules.model.RuleHeader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who and what a finding concerns: the fields shown with it, in this order, and the one it is
/// folded by.
final class Entities {
  /// Fields of the taxonomy that name somebody or something.
  private static final List<String> NAMES =
      List.of(
          "src_ip",
          "user",
          "by_user",
          "hostname",
          "process",
          "Image",
          "CommandLine",
          "ParentImage",
          "ancestry",
          "command",
          "file",
          "dst_ip",
          "dst_port",
          "c-uri",
          "container",
          "unit",
          "User",
          "Computer");

  /// Who acts, most telling first: repeats by the same actor are one finding with a count.
  private static final List<String> ACTORS = List.of("src_ip", "user", "User", "Image", "hostname");

  /// Bytes kept of a value. A finding keeps up to ten of each name, and there may be 100,000
  /// findings.
  static final int MAX_VALUE_BYTES = 1_024;

  private Entities() {}

  /// A value as it is kept and shown.
  static String text(byte[] value) {
    int length = Math.min(value.length, MAX_VALUE_BYTES);
    String text = new String(value, 0, length, StandardCharsets.UTF_8);
    return length < value.length ? text + '…' : text;
  }

  /// The entities of a rule: what its author asked for, then the usual ones.
  static List<String> of(RuleHeader header) {
    Set<String> names = new LinkedHashSet<>(NAMES);
    names.addAll(header.fields());
    return List.copyOf(names);
  }

  /// How telling a field is as an actor, 0 being best; -1 for a field that names no actor.
  static int actorRank(String name) {
    return ACTORS.indexOf(name);
  }
}
