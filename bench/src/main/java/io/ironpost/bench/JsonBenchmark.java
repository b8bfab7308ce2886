package io.ironpost.bench;

import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.LogParsers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/// Nanoseconds (and, with `-prof gc`, bytes) per JSON event, of the shapes that differ in cost.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {
  private static final int EVENTS = 1_000;
  private static final List<String> ASKED =
      List.of(
          "EventID",
          "Image",
          "CommandLine",
          "ParentImage",
          "ParentCommandLine",
          "User",
          "Hashes",
          "IntegrityLevel",
          "OriginalFileName",
          "CurrentDirectory",
          "TargetFilename",
          "LogonId");
  private static final String[] PROGRAMS = {"cmd.exe", "svchost.exe", "conhost.exe", "chrome.exe"};

  /// `flat`: 20 fields, 700 bytes, its logsource named in the event. `routed`: the same with its
  /// channel only. `nested`: the same as winlogbeat ships it. `mixed`: two shapes in turn.
  @Param({"flat", "routed", "nested", "mixed"})
  String shape = "flat";

  private ParsedLines lines = new ParsedLines(List.of(), List.of());
  private LogParser parser = LogParsers.named("json", lines.context()).orElseThrow();

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(event(random, i));
    }
    lines = new ParsedLines(events, ASKED);
    parser = LogParsers.named("json", lines.context()).orElseThrow();
  }

  private String event(SplittableRandom random, int index) {
    return switch (shape) {
      case "routed" ->
          "{" + fields(random) + ",\"Channel\":\"Microsoft-Windows-Sysmon/Operational\"}";
      case "nested" ->
          "{\"winlog\":{\"channel\":\"Microsoft-Windows-Sysmon/Operational\",\"event_data\":{"
              + fields(random)
              + "}}}";
      case "mixed" -> index % 2 == 0 ? flat(random) : fileEvent(random);
      default -> flat(random);
    };
  }

  private static String flat(SplittableRandom random) {
    return "{" + fields(random) + ",\"product\":\"windows\",\"category\":\"process_creation\"}";
  }

  private static String fileEvent(SplittableRandom random) {
    return """
    {"EventID":11,"Image":"C:\\\\Windows\\\\System32\\\\svchost.exe","TargetFilename":"C:\\\\Temp\\\\%d.tmp",\
    "ProcessId":%d,"UtcTime":"2026-07-28 11:44:53.919","product":"windows","category":"file_event"}\
    """
        .formatted(random.nextInt(100_000), random.nextInt(60_000));
  }

  private static String fields(SplittableRandom random) {
    String program = PROGRAMS[random.nextInt(PROGRAMS.length)];
    return """
    "EventID":1,"Image":"C:\\\\Windows\\\\System32\\\\%s","CommandLine":"\\"C:\\\\Program Files\\\\App\\\\%s\\" -a --b=%d",\
    "ParentImage":"C:\\\\Windows\\\\System32\\\\services.exe","ParentCommandLine":"C:\\\\Windows\\\\System32\\\\svchost.exe -k netsvcs -p",\
    "User":"NT AUTHORITY\\\\NETWORK SERVICE","IntegrityLevel":"High","CurrentDirectory":"C:\\\\Windows\\\\system32\\\\",\
    "LogonId":"0x%x","ProcessId":%d,"ParentProcessId":%d,"ProcessGuid":"07e032fd-0db1-61b5-6bb9-a2f5fe555a63",\
    "Hashes":"SHA256=23D188A3B99E68433F7A43C5E11DC057071E2B0CF6128E6E96235783D50EAD5D",\
    "OriginalFileName":"%s","Computer":"ws-%04d","RuleName":"-","TerminalSessionId":%d,"UtcTime":"2026-07-28 11:44:53.919\"\
    """
        .formatted(
            program,
            program,
            random.nextInt(10_000),
            random.nextInt(1 << 20),
            random.nextInt(60_000),
            random.nextInt(60_000),
            program,
            random.nextInt(2_000),
            random.nextInt(5));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int parse() {
    return lines.parseAll(parser);
  }
}
