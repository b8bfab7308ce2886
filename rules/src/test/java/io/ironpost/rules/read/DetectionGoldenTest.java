package io.ironpost.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What rules mean, case by case; the cases stand in the golden files beside this class.
class DetectionGoldenTest {
  private static final RuleReader READER =
      new RuleReader(
          new ReadOptions(
              Map.of("admins", List.of("root", "adm_*"), "nets", List.of("10.0.0.0/8"))));

  /// Input: the items of one selection.
  @TestFactory
  Stream<DynamicTest> modifiers() throws IOException {
    return tests(
        "modifiers.golden",
        input -> "detection:\n  sel:\n" + input.indent(4) + "  condition: sel\n");
  }

  /// Input: what stands under `detection`.
  @TestFactory
  Stream<DynamicTest> conditions() throws IOException {
    return tests("conditions.golden", input -> "detection:\n" + input.indent(2));
  }

  /// Input: whole files, but for the header.
  @TestFactory
  Stream<DynamicTest> documents() throws IOException {
    return GoldenCases.in("documents.golden").stream().map(c -> test(c, c.input()));
  }

  private static Stream<DynamicTest> tests(
      String file, java.util.function.UnaryOperator<String> wrap) throws IOException {
    String header = "title: t\nid: rule\nlogsource: {product: linux}\n";
    return GoldenCases.in(file).stream().map(c -> test(c, header + wrap.apply(c.input())));
  }

  private static DynamicTest test(GoldenCases.Case c, String yaml) {
    return DynamicTest.dynamicTest(
        c.name(),
        () -> {
          ReadResult result = READER.read("test.yml", yaml.getBytes(StandardCharsets.UTF_8));
          assertThat(describe(result)).isEqualTo(c.expected());
        });
  }

  /// Every rule on a line, then every problem but those of good form.
  private static String describe(ReadResult result) {
    Stream<String> rules = result.rules().stream().map(DetectionGoldenTest::describe);
    Stream<String> problems =
        result.problems().stream()
            .filter(p -> p.severity() != Problem.Severity.INFO)
            .map(p -> p.severity() + " " + p.code());
    return Stream.concat(rules, problems).collect(Collectors.joining("\n"));
  }

  private static String describe(Rule rule) {
    return switch (rule) {
      case EventRule event ->
          (event.header().id().equals("rule") ? "" : event.header().id() + ": ")
              + ExprText.of(event.condition())
              + (event.alerts() ? "" : " (silent)");
      case CorrelationRule c ->
          "%s: %s of %s by %s in %s when %s%s%s"
              .formatted(
                  c.header().id(),
                  c.type(),
                  c.rules(),
                  c.groupBy(),
                  c.timespan(),
                  CorrelationText.of(c.condition()),
                  c.aliases().isEmpty() ? "" : " aliases " + c.aliases(),
                  c.alerts() ? "" : " (silent)");
    };
  }
}
