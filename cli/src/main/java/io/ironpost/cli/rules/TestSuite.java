package io.ironpost.cli.rules;

import io.ironpost.cli.engine.Lines;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Rule files and the test files beside them: `x.test.yml` is for `x.yml`.
final class TestSuite {
  static final String SUFFIX = ".test.yml";

  /// A rule tree is some levels deep; links could lead in circles.
  private static final int MAX_DEPTH = 32;

  /// A draft needs examples, not the whole log.
  private static final int MAX_DRAFT_LINES = 200_000;

  private final Map<String, byte[]> tests;
  private final RuleCollection collection;
  private final List<Rule> rules;

  /// Loads the rules; the tests are read when they run.
  ///
  /// @param files rules and tests by name
  TestSuite(Map<String, byte[]> files, Map<String, List<String>> placeholders) {
    Map<String, byte[]> ruleFiles = new TreeMap<>(files);
    ruleFiles.keySet().removeIf(name -> name.endsWith(SUFFIX));
    this.tests = new TreeMap<>(files);
    tests.keySet().retainAll(tests.keySet().stream().filter(n -> n.endsWith(SUFFIX)).toList());
    this.collection = new RuleLoader(new ReadOptions(placeholders)).load(ruleFiles, List.of());
    this.rules =
        Stream.<Rule>concat(
                collection.eventRules().stream(), collection.correlationRules().stream())
            .toList();
  }

  /// Files and folders; of a single file its folder is read too, for its rules may refer to others.
  static TestSuite under(List<Path> paths, Map<String, List<String>> placeholders) {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path path : paths) {
      try {
        if (Files.isDirectory(path)) {
          addAll(files, path, MAX_DEPTH, _ -> true);
        } else {
          addAll(files, path.resolveSibling(""), 1, file -> !isTest(file) || isMeant(path, file));
        }
      } catch (IOException | UncheckedIOException e) {
        throw new Refusal(Exit.FAILED, "cannot read " + SafeText.of(path + ": " + e), e);
      }
    }
    return new TestSuite(files, placeholders);
  }

  private static void addAll(
      Map<String, byte[]> files, Path folder, int depth, Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> found = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : found.filter(TestSuite::isYaml).filter(wanted).sorted().toList()) {
        files.put(file.normalize().toString(), Files.readAllBytes(file));
      }
    }
  }

  private static boolean isYaml(Path file) {
    return file.toString().endsWith(".yml") && Files.isRegularFile(file);
  }

  private static boolean isTest(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  /// `x.yml` and `x.test.yml` both mean the tests of x.
  private static boolean isMeant(Path named, Path test) {
    String name = named.normalize().toString();
    String found = test.normalize().toString();
    return found.equals(name) || found.equals(testOf(name));
  }

  static String testOf(String ruleFile) {
    return ruleFile.replaceAll("\\.ya?ml$", "") + SUFFIX;
  }

  List<TestResult> run() {
    TestRun run = new TestRun(new RuleSearch(collection));
    List<TestResult> results = new ArrayList<>();
    tests.forEach((name, content) ->
        results.addAll(run.run(TestFileReader.read(name, content), rulesBeside(name))));
    return results;
  }

  private List<Rule> rulesBeside(String test) {
    String base = test.substring(0, test.length() - SUFFIX.length());
    return rules.stream().filter(rule -> baseOf(rule).equals(base)).toList();
  }

  private static String baseOf(Rule rule) {
    return rule.header().location().file().replaceAll("\\.ya?ml$", "");
  }

  /// A draft of tests for one rule file; empty when its rules find nothing in the log.
  String draft(String ruleFile, Path log, InputStream stdin) {
    List<Rule> own = rulesBeside(testOf(ruleFile));
    if (own.isEmpty()) {
      throw new Refusal(
          Exit.PROBLEM, "there is no usable rule in %s.".formatted(SafeText.of(ruleFile)));
    }
    Lines lines = Lines.of(log.toString(), stdin, MAX_DRAFT_LINES);
    Set<Rule> closure = new RuleSearch(collection).closure(own);
    return TestDraft.of(closure, own, TestRun.parsers(), lines, TestRun.CLOCK);
  }

  /// Rule files whose rules alert and that no test file stands beside.
  List<String> untested() {
    return rules.stream()
        .map(TestSuite::baseOf)
        .distinct()
        .filter(base -> !tests.containsKey(base + SUFFIX))
        .toList();
  }

  int tests() {
    return tests.size();
  }

  /// Rules that have tests and cannot be used.
  long refused() {
    return collection.refusals().stream()
        .filter(refusal -> tests.containsKey(testOf(refusal.reason().location().file())))
        .count();
  }
}
