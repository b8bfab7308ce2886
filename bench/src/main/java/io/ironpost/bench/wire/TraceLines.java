package io.ironpost.bench.wire;

import io.ironpost.ebpf.trace.ProcessTrace;
import io.ironpost.ebpf.trace.TraceSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// Writes what the kernel tells of processes and connections into a file until its standard input
/// ends; says `ready` when nothing is missed any more.
///
/// `FILE`
public final class TraceLines {
  private TraceLines() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0])));
        ProcessTrace trace = ProcessTrace.open(TraceSettings.defaults(), InstantSource.system())) {
      trace.degradations().forEach(System.err::println);
      Thread reader = Thread.ofPlatform().start(() -> read(trace, out));
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // until whoever started us closes it
      }
      end(trace, reader);
      System.out.println(trace.counters());
    }
  }

  /// The reader comes back when all is read.
  private static void end(ProcessTrace trace, Thread reader) throws InterruptedException {
    trace.close();
    reader.join();
  }

  private static void read(ProcessTrace trace, OutputStream out) {
    try {
      trace.read((bytes, length) -> write(out, bytes, length));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
