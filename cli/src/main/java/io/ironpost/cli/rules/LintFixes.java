package io.ironpost.cli.rules;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.core.disk.Disk;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.rules.lint.Fixer;
import io.ironpost.rules.read.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes the mechanical repairs into the rule files, each file in one step.
final class LintFixes {
  /// As the reader has it: bigger files are refused before a repair is offered.
  private static final int MAX_FILE_BYTES = 10 << 20;

  private LintFixes() {}

  /// How many repairs were made.
  static int apply(List<Problem> problems) {
    Disk disk = new LocalDisk();
    Map<String, List<Problem>> byFile =
        problems.stream()
            .filter(problem -> problem.fix().isPresent())
            .collect(
                Collectors.groupingBy(
                    problem -> problem.location().file(), TreeMap::new, Collectors.toList()));
    int repairs = 0;
    for (Map.Entry<String, List<Problem>> file : byFile.entrySet()) {
      repairs += fix(disk, Path.of(file.getKey()), file.getValue());
    }
    return repairs;
  }

  private static int fix(Disk disk, Path file, List<Problem> problems) {
    try {
      Fixer.Fixed fixed = Fixer.fix(disk.read(file, MAX_FILE_BYTES), problems);
      if (fixed.count() > 0) {
        disk.replace(file, fixed.content());
      }
      return fixed.count();
    } catch (IOException e) {
      throw new Refusal(
          Exit.FAILED,
          "cannot repair %s: %s".formatted(SafeText.of(file.toString()), SafeText.of(e.toString())),
          e);
    }
  }
}
