package io.ironpost.alerts.silence;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A wish not to be told of something for a while. What it covers is kept in the history.
///
/// @param id short, to be typed
/// @param matchers all of which an alert must meet
/// @param reason why, for whoever finds it
/// @param owner who wanted it
public record Silence(
    String id,
    List<Matcher> matchers,
    String reason,
    String owner,
    Instant createdAt,
    Instant expiresAt) {
  /// A silence without an end is forgotten, and so is what it hides.
  public static final Duration LONGEST = Duration.ofDays(366);

  public Silence {
    matchers = List.copyOf(matchers);
    List<String> problems = problems(matchers, reason, owner, createdAt, expiresAt);
    if (id.isBlank() || !problems.isEmpty()) {
      throw new IllegalArgumentException("silence '" + id + "': " + String.join("; ", problems));
    }
  }

  /// Everything that keeps these from being a silence, each in a sentence.
  public static List<String> problems(
      List<Matcher> matchers, String reason, String owner, Instant createdAt, Instant expiresAt) {
    List<String> problems = new ArrayList<>();
    if (matchers.isEmpty()) {
      problems.add("A silence without a matcher would cover everything.");
    }
    if (reason.isBlank()) {
      problems.add("A silence needs a reason.");
    }
    if (owner.isBlank()) {
      problems.add("A silence needs an owner.");
    }
    if (!expiresAt.isAfter(createdAt)) {
      problems.add("A silence must end after it begins.");
    } else if (expiresAt.isAfter(createdAt.plus(LONGEST))) {
      problems.add("A silence lasts %d days at most.".formatted(LONGEST.toDays()));
    }
    return problems;
  }

  boolean covers(Alert alert, AlertRule rule, Instant now) {
    return !now.isBefore(createdAt)
        && now.isBefore(expiresAt)
        && matchers.stream().allMatch(matcher -> matcher.matches(alert, rule));
  }
}
