package io.ironpost.response.config;

import io.ironpost.core.alert.Severity;
import io.ironpost.core.config.Family;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Member;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.TextRule;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Escalation;
import io.ironpost.response.policy.Glob;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import io.ironpost.response.policy.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `[policies.<name>]`: what is done about which alerts. A further kind of action is one more
/// variant.
public final class PolicyFamily {
  private static final String AS_RESPONSE = "response";

  private static final Key<String> ACTION =
      new Key<>(
          "action",
          new Kind.Choice(List.of("block_address")),
          "",
          "What is done: block_address drops all packets that come from an address.");
  public static final Key<String> MODE =
      new Key<>(
          "mode",
          new Kind.Choice(List.of(AS_RESPONSE, "observe", "ask", "enforce")),
          AS_RESPONSE,
          "observe, ask or enforce for this policy alone; response: as response.mode says.");
  public static final Key<String> MIN_SEVERITY =
      new Key<>(
          "min_severity",
          new Kind.Choice(List.of("informational", "info", "low", "medium", "high", "critical")),
          "medium",
          "Alerts below are not answered.");
  public static final Key<List<String>> RULES =
      texts(
          "rules",
          "Only alerts of these rules, by id, name or title; * and ? are allowed. Empty: all.");
  public static final Key<List<String>> NOT_RULES = texts("not_rules", "No alerts of these rules.");
  public static final Key<List<String>> TAGS =
      texts("tags", "Only alerts of rules with one of these tags, as attack.t1110*. Empty: all.");
  public static final Key<List<String>> NOT_TAGS =
      texts("not_tags", "No alerts of rules with these tags.");
  public static final Key<List<String>> SOURCES =
      texts("sources", "Only alerts all of whose lines come from these sources. Empty: all.");
  public static final Key<List<String>> NOT_SOURCES =
      new Key<>(
          "not_sources",
          new Kind.Texts(0, TextRule.NOT_EMPTY),
          DefaultPolicies.FORGEABLE,
          "No alerts with a line from these sources. By default those in which anybody can be the"
              + " sender: syslog over UDP, and what detectors find in packets. Whoever answers"
              + " them lets an attacker choose who is blocked.");
  public static final Key<Long> MAX_PER_MINUTE =
      new Key<>(
          "max_per_minute",
          new Kind.Whole(1, 1_000_000),
          60L,
          "Actions a minute of this policy; more are held back until their alert is told again.");

  public static final Key<String> ENTITY =
      new Key<>(
          "entity",
          new Kind.Text(TextRule.NOT_EMPTY),
          "src_ip",
          "The entity of the alert that is blocked.");
  public static final Key<Boolean> EVERY_ADDRESS =
      new Key<>(
          "every_address",
          new Kind.Bool(),
          false,
          "Whether addresses are blocked that the alert merely names, not only the one it is"
              + " about.");
  public static final Key<List<String>> DURATIONS =
      new Key<>(
          "durations",
          new Kind.Texts(1, TextRule.NOT_EMPTY),
          List.of("1h", "4h", "1d", "7d"),
          "How long: the first time, the second and so on; the last holds for all further ones.");
  public static final Key<Duration> OFFENDER_MEMORY =
      new Key<>(
          "offender_memory",
          new Kind.Span(Duration.ZERO, Escalation.LONGEST),
          Duration.ofDays(30),
          "How long an offence counts towards a longer block, from the end of its block on.");
  public static final Key<Boolean> EXTEND =
      new Key<>(
          "extend",
          new Kind.Bool(),
          false,
          "Whether a block is prolonged each time its alert grows. Otherwise it ends when it was"
              + " to end, and an attack that goes on then is the next offence.");
  public static final Key<Long> V4_PREFIX =
      new Key<>(
          "v4_prefix",
          new Kind.Whole(Aim.LEAST_V4_BITS, 32),
          32L,
          "Bits of an IPv4 address that count: 24 blocks its 255 neighbours too.");
  public static final Key<Long> V6_PREFIX =
      new Key<>(
          "v6_prefix",
          new Kind.Whole(Aim.LEAST_V6_BITS, 128),
          64L,
          "Bits of an IPv6 address that count. A customer has a /64 at least, so 64 is one"
              + " attacker as a rule.");

  /// The family, for the schema.
  public static final Family POLICIES =
      new Family(
          "policies",
          "POLICIES",
          "What is done about which alerts; each under a name of its own. None: the built-in"
              + " policy `attackers`.",
          ACTION,
          List.of(
              MODE,
              MIN_SEVERITY,
              RULES,
              NOT_RULES,
              TAGS,
              NOT_TAGS,
              SOURCES,
              NOT_SOURCES,
              MAX_PER_MINUTE),
          List.of(
              new Family.Variant(
                  "block_address",
                  "Drops all packets that come from an address, in the kernel.",
                  List.of(
                      ENTITY,
                      EVERY_ADDRESS,
                      DURATIONS,
                      OFFENDER_MEMORY,
                      EXTEND,
                      V4_PREFIX,
                      V6_PREFIX),
                  PolicyFamily::check)));

  private PolicyFamily() {}

  private static Key<List<String>> texts(String name, String about) {
    return new Key<>(name, new Kind.Texts(0, TextRule.NOT_EMPTY), List.of(), about);
  }

  private static void check(Member member, Problems problems) {
    for (String text : member.get(DURATIONS)) {
      problems.require(
          TimeSpan.of(text).filter(PolicyFamily::isFit).isPresent(),
          member.setting(DURATIONS),
          "must be durations from 1s to 366d, as 30m or 7d, got " + text);
    }
  }

  private static boolean isFit(Duration step) {
    return step.toSeconds() >= 1 && step.compareTo(Escalation.LONGEST) <= 0;
  }

  /// @param general for a policy without a mode of its own
  static Policy policy(Member member, Mode general) {
    return new Policy(
        member.name(),
        Mode.of(member.get(MODE)).orElse(general),
        when(member),
        new Aim(
            member.get(ENTITY),
            member.get(EVERY_ADDRESS),
            Math.toIntExact(member.get(V4_PREFIX)),
            Math.toIntExact(member.get(V6_PREFIX))),
        new Escalation(
            member.get(DURATIONS).stream().map(TimeSpan::of).flatMap(Optional::stream).toList(),
            member.get(OFFENDER_MEMORY)),
        member.get(EXTEND),
        Math.toIntExact(member.get(MAX_PER_MINUTE)));
  }

  private static When when(Member member) {
    return new When(
        Severity.of(member.get(MIN_SEVERITY)).orElse(Severity.MEDIUM),
        globs(member.get(RULES)),
        globs(member.get(NOT_RULES)),
        globs(member.get(TAGS)),
        globs(member.get(NOT_TAGS)),
        globs(member.get(SOURCES)),
        globs(member.get(NOT_SOURCES)));
  }

  static List<Glob> globs(List<String> patterns) {
    return patterns.stream().map(Glob::new).toList();
  }
}
