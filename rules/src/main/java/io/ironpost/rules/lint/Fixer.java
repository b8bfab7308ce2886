package io.ironpost.rules.lint;

import io.ironpost.rules.read.Fix;
import io.ironpost.rules.read.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/// Makes the mechanical repairs that problems carry.
public final class Fixer {
  /// @param count how many repairs were made
  public record Fixed(byte[] content, int count) {}

  private Fixer() {}

  /// @param content the file that the problems were found in, unchanged since
  /// @param problems of this file; where two repairs overlap the first is made, and the next run
  ///   will offer the other
  public static Fixed fix(byte[] content, List<Problem> problems) {
    List<Fix> fixes =
        problems.stream()
            .flatMap(problem -> problem.fix().stream())
            .filter(fix -> fix.end() <= content.length)
            .sorted(Comparator.comparingInt(Fix::start).thenComparingInt(Fix::end))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    int done = 0;
    int count = 0;
    for (Fix fix : fixes) {
      if (fix.start() >= done) {
        out.write(content, done, fix.start() - done);
        out.writeBytes(fix.replacement().getBytes(StandardCharsets.UTF_8));
        done = fix.end();
        count++;
      }
    }
    out.write(content, done, content.length - done);
    return new Fixed(out.toByteArray(), count);
  }
}
