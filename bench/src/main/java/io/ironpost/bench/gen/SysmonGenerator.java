package io.ironpost.bench.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Writes Sysmon-like events as NDJSON (process, file, network, registry), one in a thousand
/// malicious in a way that SigmaHQ's rules describe; the truth file names the lines. With
/// `--quiet`, events of sources that hardly any rule is about.
///
/// `SysmonGenerator --lines N --seed S --out FILE --truth FILE [--quiet]`
public final class SysmonGenerator {
  private static final int ONE_BAD_IN = 1_000;
  private static final Instant START = Instant.parse("2026-03-02T06:25:00Z");

  private SysmonGenerator() {}

  public static void main(String... words) throws IOException {
    Arguments arguments = Arguments.of(words);
    SplittableRandom random = new SplittableRandom(arguments.seed());
    List<String> truth = new ArrayList<>();
    try (LineFile file = new LineFile(arguments.out(), arguments.lines())) {
      if (arguments.quiet()) {
        QuietEvents quiet = new QuietEvents(random, START);
        while (file.write(quiet.next(file.written()))) {}
      } else {
        fill(file, new SysmonEvents(random, START), random.split(), truth);
      }
    }
    Files.write(arguments.truth(), truth);
  }

  private static void fill(
      LineFile file, SysmonEvents events, SplittableRandom random, List<String> truth) {
    while (!file.isFull()) {
      int line = file.written();
      if (random.nextInt(ONE_BAD_IN) == 0) {
        Mischief mischief = Mischief.ALL.get(random.nextInt(Mischief.ALL.size()));
        file.write(events.malicious(line, mischief));
        truth.add((line + 1) + "\t" + mischief.kind());
      } else {
        file.write(events.quiet(line));
      }
    }
  }
}
