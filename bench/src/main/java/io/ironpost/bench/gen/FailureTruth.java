package io.ironpost.bench.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which addresses failed five times within sixty seconds, found the slow and obvious way: keep
/// every time, then look at each run of five. It shares no code with what it is the measure of.
///
/// The window is closed: a first and a fifth failure exactly sixty seconds apart count.
final class FailureTruth {
  private static final int FAILURES = 5;
  private static final int WINDOW_SECONDS = 60;

  private final Map<String, List<Long>> failures = new TreeMap<>();

  void failed(String address, long second) {
    failures.computeIfAbsent(address, _ -> new ArrayList<>()).add(second);
  }

  List<String> attackers() {
    return failures.entrySet().stream()
        .filter(entry -> reachesFive(entry.getValue().stream().sorted().toList()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean reachesFive(List<Long> times) {
    for (int first = 0; first + FAILURES <= times.size(); first++) {
      if (times.get(first + FAILURES - 1) - times.get(first) <= WINDOW_SECONDS) {
        return true;
      }
    }
    return false;
  }

  void write(Path file) throws IOException {
    Files.write(file, attackers());
  }
}
