package io.ironpost.alerts.silence;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One condition of a silence, written as users write it: `rule=ssh_*`, `tag=attack.t1110`,
/// `severity<=low`, `src_ip=203.0.113.0/24`, `user=backup*`.
///
/// A condition on an entity holds when it holds for all values of that entity: a silence for the
/// scanner in the house must not cover an alert about the scanner and somebody else.
public sealed interface Matcher {
  /// An entity that has so many values may have had more than were kept; only `*` is sure of all.
  int ALL_VALUES_KNOWN_BELOW = 10;

  /// The rule's id or name.
  record RuleIs(Wildcard pattern) implements Matcher {}

  /// One of the rule's tags.
  record TagIs(Wildcard pattern) implements Matcher {}

  /// At most as severe.
  record AtMost(Severity severity) implements Matcher {}

  /// An entity by a text with wildcards.
  record EntityIs(String name, Wildcard pattern) implements Matcher {}

  /// An entity by addresses.
  record EntityWithin(String name, Network network) implements Matcher {}

  /// Reads the form users write; empty when it is none.
  static Optional<Matcher> of(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      return Optional.empty();
    }
    String name = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "", "<" -> Optional.empty();
      case "rule" -> Optional.of(new RuleIs(new Wildcard(value)));
      case "tag" -> Optional.of(new TagIs(new Wildcard(value)));
      case "severity<" -> Severity.of(value).map(AtMost::new);
      case "severity" -> Optional.empty(); // `=` would let the worse ones through unsaid
      default -> value.isEmpty() ? Optional.empty() : Optional.of(entity(name, value));
    };
  }

  private static Matcher entity(String name, String value) {
    return Network.of(value)
        .<Matcher>map(network -> new EntityWithin(name, network))
        .orElseGet(() -> new EntityIs(name, new Wildcard(value)));
  }

  /// As it is written.
  default String text() {
    return switch (this) {
      case RuleIs(var pattern) -> "rule=" + pattern;
      case TagIs(var pattern) -> "tag=" + pattern;
      case AtMost(var severity) -> "severity<=" + severity.word();
      case EntityIs(var name, var pattern) -> name + "=" + pattern;
      case EntityWithin(var name, var network) -> name + "=" + network;
    };
  }

  default boolean matches(Alert alert, AlertRule rule) {
    return switch (this) {
      case RuleIs(var pattern) -> pattern.matches(rule.id()) || pattern.matches(rule.name());
      case TagIs(var pattern) -> rule.tags().stream().anyMatch(pattern::matches);
      case AtMost(var severity) -> severity.isAtLeast(alert.severity());
      case EntityIs(var name, var pattern) -> {
        List<String> values = alert.entity(name);
        yield !values.isEmpty()
            && (pattern.toString().equals("*") || areAllKnown(values))
            && values.stream().allMatch(pattern::matches);
      }
      case EntityWithin(var name, var network) -> {
        List<String> values = alert.entity(name);
        yield !values.isEmpty()
            && areAllKnown(values)
            && values.stream().allMatch(network::contains);
      }
    };
  }

  private static boolean areAllKnown(List<String> values) {
    return values.size() < ALL_VALUES_KNOWN_BELOW;
  }
}
