package io.ironpost.store.spool;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.spool.SpoolReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/// A process to be killed: appends for ever, and writes what it was told to be durable to its
/// output, eight bytes each. A reader follows and acknowledges.
final class AppendingProcess {
  static final SpoolSettings SETTINGS =
      new SpoolSettings(new ByteSize(1 << 30), new ByteSize(256 << 10), new ByteSize(64 << 10));

  private AppendingProcess() {}

  public static void main(String[] folder) throws IOException, InterruptedException {
    Spool spool = Spool.open(Path.of(folder[0]), SETTINGS, new SecureRandom());
    Thread.ofPlatform().daemon().start(() -> append(spool));
    Thread.ofPlatform().daemon().start(() -> follow(spool));
    DataOutputStream out = new DataOutputStream(System.out);
    for (long told = spool.durable(); ; told = spool.durable()) {
      out.writeLong(told);
      out.flush();
      spool.awaitDurable(told + 1);
    }
  }

  private static void append(Spool spool) {
    Random random = new Random();
    try {
      while (true) {
        long next = spool.last() + 1;
        spool.append(payload(next, random.nextInt(2_000)));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void follow(Spool spool) {
    try (SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      while (true) {
        reader
            .next(100, Duration.ofSeconds(1))
            .forEach(entry -> reader.acknowledge(entry.sequence()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Its sequence, and bytes that follow from it.
  private static byte[] payload(long sequence, int size) {
    byte[] payload = new byte[Long.BYTES + size];
    new Random(sequence).nextBytes(payload);
    ByteBuffer.wrap(payload).putLong(sequence);
    return payload;
  }

  static boolean isPayloadOf(long sequence, byte[] payload) {
    byte[] expected = payload(sequence, payload.length - Long.BYTES);
    return Arrays.equals(payload, expected);
  }
}
