package io.ironpost.cli.engine;

import io.ironpost.core.event.Logsource;
import io.ironpost.rules.model.RuleLogsource;
import java.util.ArrayList;
import java.util.List;

/// Logsources as people write them: `product=linux service=sshd`, or `any`.
public final class LogsourceWords {
  private LogsourceWords() {}

  public static String of(Logsource logsource) {
    return words(logsource.product(), logsource.category(), String.join(",", logsource.services()));
  }

  public static String of(RuleLogsource logsource) {
    return words(logsource.product(), logsource.category(), logsource.service());
  }

  private static String words(String product, String category, String service) {
    List<String> words = new ArrayList<>();
    add(words, "product=", product);
    add(words, "category=", category);
    add(words, "service=", service);
    return words.isEmpty() ? "any" : String.join(" ", words);
  }

  private static void add(List<String> words, String name, String value) {
    if (!value.isEmpty()) {
      words.add(name + value);
    }
  }
}
