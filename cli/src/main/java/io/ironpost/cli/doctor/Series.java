package io.ironpost.cli.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a metrics page (Prometheus' text format 0.0.4), where the status page only gives
/// sums: what each source lost and why.
record Series(String name, Map<String, String> labels, double value) {
  /// Possessive: a label may be a path that an attacker made long, and Java's matcher recurses.
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*+)=\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  Series {
    labels = Map.copyOf(labels);
  }

  String label(String key) {
    return labels.getOrDefault(key, "");
  }

  /// The lines that can be understood.
  static List<Series> of(String page) {
    List<Series> all = new ArrayList<>();
    for (String line : page.split("\n", -1)) {
      int blank = line.lastIndexOf(' ');
      if (!line.startsWith("#") && blank > 0) {
        add(line.substring(0, blank), line.substring(blank + 1), all);
      }
    }
    return all;
  }

  private static void add(String head, String number, List<Series> all) {
    int brace = head.indexOf('{');
    Map<String, String> labels = new HashMap<>();
    if (brace >= 0) {
      Matcher matcher = LABEL.matcher(head).region(brace, head.length());
      while (matcher.find()) {
        labels.put(matcher.group(1), unescaped(matcher.group(2)));
      }
    }
    try {
      String name = brace < 0 ? head : head.substring(0, brace);
      all.add(new Series(name, labels, Double.parseDouble(number)));
    } catch (NumberFormatException _) {
      // a newer daemon's line
    }
  }

  private static String unescaped(String label) {
    return label.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
