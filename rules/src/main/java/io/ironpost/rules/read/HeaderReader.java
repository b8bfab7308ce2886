package io.ironpost.rules.read;

import io.ironpost.core.alert.Severity;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what a rule says of itself.
final class HeaderReader {
  private static final List<String> LEVELS =
      List.of("informational", "low", "medium", "high", "critical");

  private final ProblemLog problems;
  private final RuleKeys keys;
  private final HeaderForm form;

  HeaderReader(ProblemLog problems) {
    this.problems = problems;
    // A rule with a list of authors still detects what it detects.
    this.keys = new RuleKeys(problems, Problem.Severity.WARNING);
    this.form = new HeaderForm(problems);
  }

  /// In the short form `status` is a switch: `test`, like `disabled`, means not evaluated.
  RuleHeader read(RuleDocument document, RuleForm written) {
    Mapping rule = document.root();
    String id = id(document);
    String name = keys.textOr(rule, "name", "");
    String status = form.status(rule, written);
    form.check(rule, written);
    return new RuleHeader(
        id,
        name,
        title(rule, name.isEmpty() ? id : name),
        keys.textOr(rule, "description", "").strip(),
        level(rule),
        status,
        !status.equals("disabled") && !(written == RuleForm.SHORT && status.equals("test")),
        keys.textOr(rule, "author", ""),
        tags(rule),
        keys.strings(rule, "references"),
        keys.strings(rule, "falsepositives"),
        keys.strings(rule, "fields"),
        problems.source().at(rule.span()));
  }

  /// A rule without an id is called after its file, and after its place in the file when it is not
  /// the first: stable as long as the file keeps its name and order. Documents that inherit one id
  /// from an `action: global` are told apart the same way.
  private String id(RuleDocument document) {
    String own = keys.textOr(document.root(), "id", "").strip();
    String base = own.isEmpty() ? problems.source().idBase() : own;
    boolean first = own.isEmpty() ? document.ordinal() == 0 : document.idUse() == 0;
    int number = own.isEmpty() ? document.ordinal() + 1 : document.idUse() + 1;
    return first ? base : base + "#" + number;
  }

  private String title(Mapping rule, String otherwise) {
    Optional<Scalar> title = keys.text(rule, "title");
    if (title.isEmpty()) {
      problems.warning("missing-title", rule.span(), "the rule has no title", "add a title");
    }
    return title.map(t -> t.text().strip()).orElse(otherwise);
  }

  private Severity level(Mapping rule) {
    Optional<Scalar> level = keys.text(rule, "level").or(() -> keys.text(rule, "severity"));
    if (level.isEmpty()) {
      return Severity.MEDIUM;
    }
    Scalar scalar = level.get();
    Optional<Severity> severity = Severity.of(scalar.text());
    if (severity.isEmpty()) {
      form.wrongWord("level", scalar, LEVELS);
    } else if (keys.text(rule, "level").isPresent() && !LEVELS.contains(scalar.text())) {
      form.wrongCase("level", scalar, severity.get().word());
    }
    return severity.orElse(Severity.MEDIUM);
  }

  private List<String> tags(Mapping rule) {
    List<Scalar> tags = keys.texts(rule, "tags");
    tags.forEach(form::checkTag);
    return tags.stream().map(tag -> tag.text().toLowerCase(Locale.ROOT)).toList();
  }
}
