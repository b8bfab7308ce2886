package io.ironpost.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules that most users will load first, snapshot 2026-08-05.
class SigmaHqRulesTest {
  // Of the instance: an assumption that fails while a class is loaded is an error, not a skip.
  private final Path root = SharedData.sigmaRules();

  @ParameterizedTest
  @ValueSource(strings = {"rules", "rules-threat-hunting", "rules-compliance"})
  void every_active_rule_compiles(String folder) {
    RuleCollection rules = new RuleLoader(ReadOptions.defaults()).load(root.resolve(folder));

    assertThat(rules.refusals()).isEmpty();
    assertThat(rules.eventRules()).hasSize(rules.files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules-placeholder", "rules-emerging-threats", "deprecated"})
  void rules_with_placeholders_compile_once_values_are_supplied(String folder) {
    Path path = root.resolve(folder);
    RuleCollection without = new RuleLoader(ReadOptions.defaults()).load(path);
    ReadOptions options = new ReadOptions(valuesForAll(without));

    assertThat(without.refusedByReason().keySet()).isSubsetOf("placeholder-without-values");
    assertThat(new RuleLoader(options).load(path).refusals()).isEmpty();
  }

  private static Map<String, List<String>> valuesForAll(RuleCollection rules) {
    Map<String, List<String>> values = new TreeMap<>();
    for (Problem problem : rules.problems()) {
      if (problem.code().equals("placeholder-without-values")) {
        String name = problem.message().replaceAll(".*'(.*)'", "$1");
        values.put(name, List.of("one", "two*"));
      }
    }
    return values;
  }

  /// The four that remain are no Sigma of any version: they write to lists and count `per`
  /// something.
  @Test
  void of_the_unsupported_rules_all_that_are_sigma_compile() {
    RuleCollection rules = new RuleLoader(ReadOptions.defaults()).load(root.resolve("unsupported"));

    assertThat(rules.refusedByReason()).isEqualTo(Map.of("condition-syntax", 4));
    assertThat(rules.compiled()).isEqualTo(85);
    assertThat(rules.correlationRules()).hasSize(54);
  }
}
