package io.ironpost.daemon.config;

import io.ironpost.alerts.deliver.CourierSettings;
import io.ironpost.alerts.format.AlertFormats;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.kinds.SinkKinds;
import io.ironpost.core.config.Family;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Member;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.Setting;
import io.ironpost.core.config.TextRule;
import java.util.List;

/// `[sinks.<name>]`: where alerts go.
public final class SinkFamily {
  private static final int MAX_RATE = 1_000_000;

  private static final Key<String> TYPE =
      Keys.choice(
          "type",
          "",
          SinkKinds.all().stream().map(SinkKind::word).toList(),
          "What kind of receiver it is.");
  public static final Key<String> FORMAT =
      Keys.choice(
          "format",
          "json",
          AlertFormats.words(),
          "The form alerts are written in: our own JSON, OCSF Detection Finding, Elastic Common"
              + " Schema, or CEF.");
  public static final Key<String> MIN_SEVERITY =
      Keys.choice(
          "min_severity",
          "informational",
          List.of("informational", "info", "low", "medium", "high", "critical"),
          "Alerts below are not sent here; they are kept in the history.");
  public static final Key<List<String>> RULES =
      Keys.texts(
          "rules",
          0,
          TextRule.NOT_EMPTY,
          List.of(),
          "Only alerts of these rules, by id or name; * and ? are allowed. Empty: all.");
  public static final Key<List<String>> NOT_RULES =
      Keys.texts("not_rules", 0, TextRule.NOT_EMPTY, List.of(), "No alerts of these rules.");
  public static final Key<List<String>> TAGS =
      Keys.texts(
          "tags",
          0,
          TextRule.NOT_EMPTY,
          List.of(),
          "Only alerts of rules with one of these tags, as attack.t1110*. Empty: all.");
  public static final Key<List<String>> NOT_TAGS =
      Keys.texts(
          "not_tags", 0, TextRule.NOT_EMPTY, List.of(), "No alerts of rules with these tags.");
  public static final Key<Boolean> UPDATES =
      Keys.flag(
          "updates",
          true,
          "Whether it is told when an alert grows and when it ends, not only of its beginning.");
  public static final Key<Long> RATE_LIMIT =
      Keys.whole(
          "rate_limit",
          CourierSettings.DEFAULT_RATE,
          0,
          MAX_RATE,
          "Messages a second in the long run; 0 for no limit. What is over it is summed up in one"
              + " message, and kept in the history.");
  public static final Key<Long> BURST =
      Keys.whole(
          "burst",
          CourierSettings.DEFAULT_BURST,
          1,
          MAX_RATE,
          "Messages at once after a quiet time.");

  /// The family, for the schema.
  public static final Family SINKS =
      new Family(
          "sinks",
          "SINKS",
          "Where alerts go; each under a name of its own.",
          TYPE,
          List.of(
              FORMAT, MIN_SEVERITY, RULES, NOT_RULES, TAGS, NOT_TAGS, UPDATES, RATE_LIMIT, BURST),
          SinkKinds.all().stream().map(SinkFamily::variant).toList());

  private SinkFamily() {}

  private static Family.Variant variant(SinkKind kind) {
    return new Family.Variant(
        kind.word(),
        kind.about(),
        kind.keys(),
        (member, problems) -> check(kind, member, problems));
  }

  /// What a kind's own settings are for its code.
  public static SinkOptions options(Member member) {
    return member::get;
  }

  private static void check(SinkKind kind, Member member, Problems problems) {
    for (Complaint complaint : kind.check(options(member))) {
      Setting<?> setting = member.setting(complaint.key());
      problems.add(new Problem(setting.origin(), setting.dotted(), complaint.message(), ""));
    }
  }
}
