package io.ironpost.bench.gen;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/// Writes an auth.log of a few days (a million lines are about 109 MB) and the addresses that
/// failed five guesses within sixty seconds.
///
/// `AuthLogGenerator --lines N --seed S --out FILE --truth FILE`
public final class AuthLogGenerator {
  /// Four days for a million lines: three lines a second, as on a bastion that the Internet knows.
  private static final double LINES_PER_SECOND = 2.9;

  /// Everyday happenings per second, so that attacks and everyday life share the lines evenly.
  private static final double HAPPENINGS_PER_SECOND = 0.43;

  private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 6, 25, 0);

  private AuthLogGenerator() {}

  public static void main(String... words) throws IOException {
    Arguments arguments = Arguments.of(words);
    SplittableRandom random = new SplittableRandom(arguments.seed());
    FailureTruth truth = new FailureTruth();
    try (LineFile file = new LineFile(arguments.out(), arguments.lines())) {
      fill(file, new AuthLog(file, truth, START), random, arguments.lines());
    }
    truth.write(arguments.truth());
  }

  private static void fill(LineFile file, AuthLog log, SplittableRandom random, int lines) {
    int seconds = (int) Math.max(600, lines / LINES_PER_SECOND);
    Deque<Guess> guesses = new ArrayDeque<>(GuessPlan.of(random.split(), lines, seconds));
    Attacks attacks = new Attacks(random.split(), log);
    EverydayLife life = new EverydayLife(random.split(), log);
    for (int second = 0; !file.isFull(); second++) {
      while (!guesses.isEmpty() && guesses.peek().second() <= second + 2) {
        attacks.tell(guesses.remove());
      }
      if (random.nextDouble() < HAPPENINGS_PER_SECOND) {
        life.happen(second);
      }
      log.writeUntil(second);
    }
  }
}
