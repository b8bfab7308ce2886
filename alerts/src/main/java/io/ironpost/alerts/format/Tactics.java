package io.ironpost.alerts.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// ATT&CK tactics by the words of tags. A word that is not here (MITRE adds and renames) has no id
/// and keeps its own letters.
final class Tactics {
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("reconnaissance", "TA0043"),
          Map.entry("resource-development", "TA0042"),
          Map.entry("initial-access", "TA0001"),
          Map.entry("execution", "TA0002"),
          Map.entry("persistence", "TA0003"),
          Map.entry("privilege-escalation", "TA0004"),
          Map.entry("defense-evasion", "TA0005"),
          Map.entry("credential-access", "TA0006"),
          Map.entry("discovery", "TA0007"),
          Map.entry("lateral-movement", "TA0008"),
          Map.entry("collection", "TA0009"),
          Map.entry("exfiltration", "TA0010"),
          Map.entry("command-and-control", "TA0011"),
          Map.entry("impact", "TA0040"));

  private Tactics() {}

  /// `TA0006`; empty when the word is unknown.
  static String id(String word) {
    return IDS.getOrDefault(word, "");
  }

  /// As MITRE writes it: `Credential Access`, `Command and Control`.
  static String name(String word) {
    return Arrays.stream(word.split("-"))
        .map(part -> part.equals("and") || part.isEmpty() ? part : capital(part))
        .collect(Collectors.joining(" "));
  }

  private static String capital(String part) {
    return part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
  }
}
