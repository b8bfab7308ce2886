package io.ironpost.response.config;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.ResponseSettings;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.util.List;

/// `[response]`: how much is left to this program, whom it never touches, its limits.
public final class ResponseKeys {
  /// All of it is held in memory, at about 700 bytes each.
  private static final long MANY = 100_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  public static final Key<String> MODE =
      new Key<>(
          "mode",
          new Kind.Choice(Mode.words()),
          Mode.OBSERVE.word(),
          "observe says what would be done and does nothing, ask waits for a person, enforce does"
              + " it. A policy may have its own.");
  public static final Key<List<String>> ALLOW =
      new Key<>(
          "allow",
          new Kind.Texts(0, TextRule.NOT_EMPTY),
          List.of(),
          "Addresses and networks that are never blocked, beside this host's own, its gateways and"
              + " resolvers and whoever is logged in by SSH.");
  public static final Key<Long> MAX_ACTIONS_PER_MINUTE =
      whole(
          "max_actions_per_minute",
          ResponseSettings.DEFAULT_MAX_ACTIONS_PER_MINUTE,
          "Actions a minute of all policies together; more are held back until their alert is told"
              + " again.");
  public static final Key<Long> MAX_IN_FORCE =
      whole(
          "max_in_force",
          ResponseSettings.DEFAULT_MAX_IN_FORCE,
          "Actions that hold at one time; a tenth is kept for people.");
  public static final Key<Duration> APPROVAL_TIMEOUT =
      span(
          "approval_timeout",
          ResponseSettings.DEFAULT_APPROVAL_TIMEOUT,
          Duration.ofDays(7),
          "How long a person has to approve what a policy asks for; then it lapses.");
  public static final Key<Duration> KEEP_FOR =
      span(
          "keep_for",
          ResponseSettings.DEFAULT_KEEP_FOR,
          Duration.ofDays(3_660),
          "How long the journal keeps actions that have ended.");
  public static final Key<Long> MAX_KEPT =
      whole(
          "max_kept",
          ResponseSettings.DEFAULT_MAX_KEPT,
          "How many actions that have ended the journal keeps; the oldest go first.");

  /// The section, for the schema.
  public static final Section SECTION =
      new Section(
          "response",
          "RESPONSE",
          "What is done about alerts.",
          List.of(
              MODE,
              ALLOW,
              MAX_ACTIONS_PER_MINUTE,
              MAX_IN_FORCE,
              APPROVAL_TIMEOUT,
              KEEP_FOR,
              MAX_KEPT),
          ResponseKeys::check);

  private ResponseKeys() {}

  private static Key<Long> whole(String name, long byDefault, String about) {
    return new Key<>(name, new Kind.Whole(1, MANY), byDefault, about);
  }

  private static Key<Duration> span(String name, Duration byDefault, Duration max, String about) {
    return new Key<>(name, new Kind.Span(MINUTE, max), byDefault, about);
  }

  private static void check(Config config, Problems problems) {
    for (String text : config.get(ALLOW)) {
      problems.require(
          IpPrefix.of(text).isPresent(),
          config.setting(ALLOW),
          "must be addresses and networks, as 203.0.113.7 or 2001:db8::/32, got " + text);
    }
  }

  static ResponseSettings settings(Config config) {
    return new ResponseSettings(
        Math.toIntExact(config.get(MAX_ACTIONS_PER_MINUTE)),
        Math.toIntExact(config.get(MAX_IN_FORCE)),
        config.get(APPROVAL_TIMEOUT),
        config.get(KEEP_FOR),
        Math.toIntExact(config.get(MAX_KEPT)));
  }
}
