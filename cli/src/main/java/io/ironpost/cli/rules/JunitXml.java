package io.ironpost.cli.rules;

import io.ironpost.cli.output.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Test results in the form of JUnit's XML reports, which every CI reads.
final class JunitXml {
  private JunitXml() {}

  static String of(List<TestResult> results) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites").append(counts(results)).append(">\n");
    byFile(results).forEach((file, own) -> suite(xml, file, own));
    return xml.append("</testsuites>\n").toString();
  }

  private static Map<String, List<TestResult>> byFile(List<TestResult> results) {
    Map<String, List<TestResult>> byFile = new TreeMap<>();
    results.forEach(r -> byFile.computeIfAbsent(r.file(), _ -> new ArrayList<>()).add(r));
    return byFile;
  }

  private static void suite(StringBuilder xml, String file, List<TestResult> results) {
    xml.append("  <testsuite name=\"").append(escaped(file)).append('"');
    xml.append(counts(results)).append(">\n");
    for (TestResult result : results) {
      xml.append("    <testcase classname=\"").append(escaped(file)).append("\" name=\"");
      xml.append(escaped(result.name())).append("\" time=\"").append(seconds(result.millis()));
      if (result.passed()) {
        xml.append("\"/>\n");
      } else {
        xml.append("\">\n      <failure message=\"").append(escaped(result.failure()));
        xml.append("\"/>\n    </testcase>\n");
      }
    }
    xml.append("  </testsuite>\n");
  }

  private static String counts(List<TestResult> results) {
    long failed = results.stream().filter(result -> !result.passed()).count();
    long millis = results.stream().mapToLong(TestResult::millis).sum();
    return " tests=\"%d\" failures=\"%d\" time=\"%s\""
        .formatted(results.size(), failed, seconds(millis));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  /// XML 1.0 has no way to write most control characters, so they are spelled out first.
  private static String escaped(String text) {
    return SafeText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
