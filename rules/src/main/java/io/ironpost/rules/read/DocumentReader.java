package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what kind of rule a document is and has it read. A new kind is one line in [#read].
final class DocumentReader {
  private final RuleContext context;

  DocumentReader(RuleContext context) {
    this.context = context;
  }

  /// Empty when it cannot be used, which is reported.
  Optional<Draft> read(RuleDocument document) {
    Mapping root = document.root();
    if (root.has("correlation")) {
      return new CorrelationReader(context).read(document);
    }
    if (root.has("filter")) {
      return new FilterReader(context).read(document);
    }
    Optional<Mapping> shortForm =
        root.find("detection")
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast)
            .filter(ShortFormReader::isShort);
    if (shortForm.isPresent()) {
      return new ShortFormReader(context).read(document, shortForm.get());
    }
    if (!root.has("detection")) {
      String hint = "a rule needs detection:, correlation: or filter:";
      Span span = root.span();
      context.problems().error("missing-detection", span, "the rule has no detection", hint);
    }
    return new SigmaRuleReader(context).read(document);
  }

  /// What to call a document that may be broken.
  static String nameOf(RuleDocument document) {
    return Stream.of("title", "id", "name")
        .flatMap(key -> document.root().find(key).stream())
        .filter(value -> value instanceof Scalar scalar && !scalar.isNull())
        .map(value -> ((Scalar) value).text().strip())
        .findFirst()
        .orElse("");
  }
}
