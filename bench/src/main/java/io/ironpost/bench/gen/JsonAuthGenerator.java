package io.ironpost.bench.gen;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/// Writes the structured log of a web application, one JSON object a line, and the addresses whose
/// logins it refused five times within sixty seconds.
///
/// `JsonAuthGenerator --lines N --seed S --out FILE --truth FILE`
public final class JsonAuthGenerator {
  private static final Instant START = Instant.parse("2026-03-02T06:25:00Z");
  private static final double LINES_PER_SECOND = 2.0;
  private static final List<String> PATHS =
      List.of("/cart", "/search", "/items/7", "/profile", "/checkout", "/help");

  private final SplittableRandom random;
  private final UserNames names;
  private final FailureTruth truth = new FailureTruth();
  private final LineFile file;

  private JsonAuthGenerator(SplittableRandom random, LineFile file) {
    this.random = random;
    this.names = new UserNames(random.split());
    this.file = file;
  }

  public static void main(String... words) throws IOException {
    Arguments arguments = Arguments.of(words);
    SplittableRandom random = new SplittableRandom(arguments.seed());
    try (LineFile file = new LineFile(arguments.out(), arguments.lines())) {
      int seconds = (int) Math.max(600, arguments.lines() / LINES_PER_SECOND);
      List<Guess> guesses = GuessPlan.of(random.split(), arguments.lines(), seconds);
      JsonAuthGenerator generator = new JsonAuthGenerator(random, file);
      generator.fill(new ArrayDeque<>(guesses));
      generator.truth.write(arguments.truth());
    }
  }

  private void fill(Deque<Guess> guesses) {
    for (int second = 0; !file.isFull(); second++) {
      while (!guesses.isEmpty() && guesses.peek().second() <= second) {
        login(guesses.remove());
      }
      for (int visit = random.nextInt(4); visit > 0; visit--) {
        visit(second);
      }
    }
  }

  private void login(Guess guess) {
    boolean refused = !guess.getsIn() && !guess.offersKey();
    String event = refused ? "login_failed" : "login_ok";
    boolean written =
        file.write(
            "{\"timestamp\":\"%s\",\"level\":\"%s\",\"logger\":\"auth\",\"event\":\"%s\",\"user\":\"%s\",\"src_ip\":\"%s\",\"message\":\"%s\"}"
                .formatted(
                    START.plusSeconds(guess.second()),
                    refused ? "WARN" : "INFO",
                    event,
                    names.unknown().replace("\\", "\\\\"),
                    guess.address(),
                    refused ? "bad credentials" : "welcome"));
    if (written && refused) {
      truth.failed(guess.address(), guess.second());
    }
  }

  private void visit(int second) {
    file.write(
        "{\"timestamp\":\"%s\",\"level\":\"INFO\",\"logger\":\"http\",\"event\":\"request\",\"src_ip\":\"10.20.%d.%d\",\"path\":\"%s\",\"status\":%d,\"millis\":%d}"
            .formatted(
                START.plusSeconds(second),
                random.nextInt(4),
                1 + random.nextInt(250),
                PATHS.get(random.nextInt(PATHS.size())),
                random.nextInt(20) == 0 ? 404 : 200,
                1 + random.nextInt(300)));
  }
}
