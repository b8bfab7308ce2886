package io.ironpost.rules.read;

import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The good form of a header: spelling of keys and words, tags, dates, ids.
final class HeaderForm {
  private static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");
  private static final List<String> SHORT_STATUSES = List.of("enabled", "disabled", "test");

  /// From Sigma's JSON schema.
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");

  private static final Pattern TECHNIQUE =
      Pattern.compile("attack\\.(t[0-9]{4}(\\.[0-9]{3})?|[gs][0-9]{4}|[a-z][a-z_-]*[a-z])");
  private static final Pattern DATE =
      Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final ProblemLog problems;
  private final RuleKeys keys;

  HeaderForm(ProblemLog problems) {
    this.problems = problems;
    this.keys = new RuleKeys(problems, Severity.WARNING);
  }

  void check(Mapping rule, RuleForm form) {
    keys.checkSpelling(rule, RuleKeys.TOP, Severity.WARNING);
    keys.text(rule, "date").ifPresent(this::checkDate);
    keys.text(rule, "modified").ifPresent(this::checkDate);
    if (form == RuleForm.SIGMA) {
      keys.text(rule, "id").ifPresent(this::checkId);
    }
  }

  private void checkDate(Scalar date) {
    if (!DATE.matcher(date.text()).matches()) {
      String message = "'" + date.text() + "' is not a date";
      problems.info("date-format", date.span(), message, "write it as YYYY-MM-DD");
    }
  }

  private void checkId(Scalar id) {
    if (!UUID.matcher(id.text()).matches()) {
      String message = "the id is not a UUID; it may clash with somebody else's";
      problems.info("id-not-uuid", id.span(), message, "");
    }
  }

  void checkTag(Scalar tag) {
    String text = tag.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (!text.equals(lower) && TAG.matcher(lower).matches()) {
      wrongCase("tag", tag, lower);
    } else if (!TAG.matcher(text).matches()) {
      String message = "'" + text + "' is not a tag";
      problems.warning("tag-format", tag.span(), message, "write it as namespace.name");
    } else if (text.startsWith("attack.") && !TECHNIQUE.matcher(text).matches()) {
      String message = "'" + text + "' is neither a tactic nor a technique of ATT&CK";
      problems.warning("tag-format", tag.span(), message, "write attack.t1110.001");
    }
  }

  /// The status in lower case; empty when there is none.
  String status(Mapping rule, RuleForm form) {
    Optional<Scalar> status = keys.text(rule, "status");
    if (status.isEmpty()) {
      return "";
    }
    Scalar scalar = status.get();
    String lower = scalar.text().strip().toLowerCase(Locale.ROOT);
    if (!STATUSES.contains(lower) && !SHORT_STATUSES.contains(lower)) {
      wrongWord("status", scalar, form == RuleForm.SHORT ? SHORT_STATUSES : STATUSES);
    } else if (!lower.equals(scalar.text())) {
      wrongCase("status", scalar, lower);
    }
    return lower;
  }

  void wrongCase(String what, Scalar scalar, String right) {
    String message = what + " '" + scalar.text() + "' should be '" + right + "'";
    problems.fixable(
        Severity.INFO, what + "-spelling", scalar.span(), message, "use lower case", right);
  }

  void wrongWord(String what, Scalar scalar, List<String> words) {
    String message = "'" + scalar.text() + "' is no " + what;
    Optional<String> nearest = Nearest.to(scalar.text(), words);
    String code = "unknown-" + what;
    if (nearest.isPresent()) {
      String hint = "did you mean '" + nearest.get() + "'?";
      problems.fixable(Severity.ERROR, code, scalar.span(), message, hint, nearest.get());
    } else {
      problems.error(code, scalar.span(), message, "one of " + String.join(", ", words));
    }
  }
}
