package io.ironpost.alerts.sink.text;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An alert in the words that people read in a chat or a mail. Every text is one line and harmless
/// to a terminal ([Visible]); what a receiver's own markup needs is added by its sink.
public final class Summary {
  /// A name or an address fits; a longer value was written to be looked at.
  private static final int MAX_VALUE_CHARS = 120;

  /// As in the table of `ironpost try`: the first three say who, the rest how many.
  private static final int VALUES_SHOWN = 3;

  private Summary() {}

  /// `[high] SSH brute force`, with `closed:` before the title of an alert that ended.
  public static String headline(AlertUpdate update, int maxChars) {
    String ended = update.phase() == AlertUpdate.Phase.CLOSED ? "closed: " : "";
    String text =
        "[%s] %s%s".formatted(update.alert().severity().word(), ended, update.alert().title());
    return Visible.line(text, maxChars);
  }

  /// One entity's values: `root, oracle, test, +5`.
  public static String values(List<String> values) {
    String shown =
        values.stream()
            .limit(VALUES_SHOWN)
            .map(value -> Visible.line(value, MAX_VALUE_CHARS))
            .collect(Collectors.joining(", "));
    int more = values.size() - VALUES_SHOWN;
    return more > 0 ? shown + ", +" + more : shown;
  }

  /// Event time of the first record, to the second; `unknown` when the log had none.
  public static String firstSeen(Alert alert) {
    return time(alert.firstSeen());
  }

  /// Event time of the last record, likewise.
  public static String lastSeen(Alert alert) {
    return time(alert.lastSeen());
  }

  private static String time(Optional<Instant> time) {
    return time.map(t -> t.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("unknown");
  }

  /// The newest line that proves it: what the attacker did last; empty when none is kept.
  public static String evidence(Alert alert, int maxChars) {
    List<Evidence> lines = alert.evidence();
    return lines.isEmpty() ? "" : Visible.line(lines.getLast().text(), maxChars);
  }

  /// ATT&CK tactics and techniques: `credential-access T1110`.
  public static String attack(Alert alert) {
    return Visible.line(
        String.join(" ", alert.attack().tactics())
            + alert.attack().techniques().stream()
                .map(technique -> " " + technique)
                .collect(Collectors.joining()));
  }

  /// The colour of a severity, 0xRRGGBB: grey, blue, amber, orange, red.
  public static int colour(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> 0x8A8F98;
      case LOW -> 0x3B82F6;
      case MEDIUM -> 0xEAB308;
      case HIGH -> 0xF97316;
      case CRITICAL -> 0xDC2626;
    };
  }
}
