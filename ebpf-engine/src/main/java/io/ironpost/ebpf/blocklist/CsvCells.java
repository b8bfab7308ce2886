package io.ironpost.ebpf.blocklist;

import java.util.ArrayList;
import java.util.List;

/// A line of CSV taken apart (RFC 4180, without line breaks in cells).
///
/// @param at where each cell begins in the line, from 1
record CsvCells(List<String> texts, List<Integer> at) {
  static CsvCells of(String line, char separator) {
    List<String> texts = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean isDoubled = quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
      if (isDoubled) {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        texts.add(cell.toString().strip());
        at.add(start + 1);
        cell.setLength(0);
        start = i + 1;
      } else {
        cell.append(c);
      }
    }
    texts.add(cell.toString().strip());
    at.add(start + 1);
    return new CsvCells(texts, at);
  }

  /// The separator that a line has most of.
  static char separator(String line) {
    char best = ',';
    for (char candidate : new char[] {',', ';', '\t'}) {
      if (count(line, candidate) > count(line, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char wanted) {
    return line.chars().filter(c -> c == wanted).count();
  }

  int size() {
    return texts.size();
  }

  /// Empty when the line has not so many.
  String text(int column) {
    return column >= 0 && column < texts.size() ? texts.get(column) : "";
  }

  int at(int column) {
    return column >= 0 && column < at.size() ? at.get(column) : 1;
  }
}
