package io.ironpost.bench;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.ProgramLibrary;
import io.ironpost.logs.syslog.Rfc3164Parser;
import io.ironpost.logs.syslog.Rfc5424Parser;
import io.ironpost.logs.syslog.TimestampContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds (and, with `-prof gc`, bytes) per line of an auth log: the header alone, and with
/// what the programs say taken apart.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyslogBenchmark {
  private static final int LINES = 1_000;
  private static final String PROGRAMS = "io/ironpost/content/programs";
  private static final String[] MESSAGES = {
    "sshd[%d]: Failed password for root from 203.0.113.%d port 38926 ssh2",
    "sshd[%d]: Failed password for invalid user admin from 203.0.113.%d port 38926 ssh2",
    "sshd[%d]: Invalid user oracle from 203.0.113.%d port 38926",
    "sshd[%d]: Connection closed by authenticating user root 203.0.113.%d port 38926 [preauth]",
    "sshd[%d]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser="
        + " rhost=203.0.113.%d  user=root",
    "sshd[%d]: Accepted publickey for deploy from 198.51.100.%d port 50022 ssh2: ED25519"
        + " SHA256:Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8",
    "CRON[%d]: pam_unix(cron:session): session opened for user root(uid=%d) by (uid=0)",
    "sudo[%d]:   alice : TTY=pts/%d ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/apt update",
  };

  /// What is measured: `header` knows no programs, `taxonomy` all of ours; `rfc5424` is the
  /// taxonomy behind the other header.
  @Param({"header", "taxonomy", "rfc5424"})
  String what = "taxonomy";

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private byte[] log = {};
  private int[] ends = {};
  private LogParser parser = parser(name -> Optional.empty(), false);
  private EventRecord record = new EventRecord(names, logsources);

  @Setup
  public void write() {
    boolean modern = what.equals("rfc5424");
    SplittableRandom random = new SplittableRandom(42);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ends = new int[LINES];
    for (int i = 0; i < LINES; i++) {
      String message =
          MESSAGES[random.nextInt(MESSAGES.length)].formatted(1000 + i, random.nextInt(255));
      bytes.writeBytes(
          (modern ? modern(i, message) : old(i, message)).getBytes(StandardCharsets.UTF_8));
      ends[i] = bytes.size();
    }
    log = bytes.toByteArray();
    Function<String, Optional<byte[]>> files =
        what.equals("header")
            ? name -> Optional.empty()
            : ProgramLibrary.resources(SyslogBenchmark.class.getClassLoader(), PROGRAMS);
    parser = parser(files, modern);
    record = new EventRecord(names, logsources);
  }

  private LogParser parser(Function<String, Optional<byte[]>> files, boolean modern) {
    var programs = new ProgramLibrary(names, logsources, files).forOneThread();
    var context = TimestampContext.file(Instant.parse("2024-07-01T00:00:00Z"), ZoneId.of("UTC"));
    return modern
        ? new Rfc5424Parser(names, logsources, programs, context)
        : new Rfc3164Parser(names, logsources, programs, context);
  }

  private static String old(int line, String message) {
    return "Jun 14 15:%02d:%02d web1 %s".formatted(line / 60, line % 60, message);
  }

  private static String modern(int line, String message) {
    String[] tagged = message.split("\\[|\\]: ", 3);
    return "<86>1 2024-06-14T15:%02d:%02d.123456+02:00 web1 %s %s - - %s"
        .formatted(line / 60, line % 60, tagged[0], tagged[1], tagged[2]);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int line() {
    int fields = 0;
    int start = 0;
    for (int i = 0; i < LINES; i++) {
      record.begin(log, start, ends[i], i + 1L);
      if (parser.parse(record) instanceof Outcome.Parsed) {
        fields += record.count();
      }
      start = ends[i];
    }
    return fields;
  }
}
