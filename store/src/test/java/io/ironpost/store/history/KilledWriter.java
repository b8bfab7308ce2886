package io.ironpost.store.history;

import io.ironpost.core.config.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A program of its own that writes until it is killed: alert `n` is the entry `n` of its spool.
///
/// Arguments: the seed, then a file, or a port and a schema.
final class KilledWriter {
  private KilledWriter() {}

  static void main(String[] args) {
    Random random = new Random(Long.parseLong(args[0]));
    try (History history = new History(place(args), InstantSource.fixed(Samples.NOON))) {
      long cursor = history.cursor("spool");
      System.out.println("from " + cursor);
      while (true) {
        int from = (int) cursor + 1;
        int to = from + 1 + random.nextInt(200);
        history.write(
            "spool",
            to - 1L,
            IntStream.range(from, to).mapToObj(Samples::alert).map(Samples::spooled).toList());
        cursor = to - 1L;
      }
    }
  }

  private static HistoryPlace place(String[] args) {
    if (args.length == 2) {
      return new HistoryPlace.SqliteFile(Path.of(args[1]));
    }
    String address = "localhost:" + args[1] + "/postgres";
    return new HistoryPlace.Postgres(
        address,
        "jdbc:postgresql://" + address,
        "postgres",
        new Secret(""),
        Map.of("currentSchema", args[2]));
  }
}
