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

/// Nanoseconds (and, with `-prof gc`, bytes) per line of the formats that are neither syslog nor
/// JSON: by the parser itself, and found by [io.ironpost.logs.detect.AutoParser].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextParsersBenchmark {
  private static final int LINES = 1_000;

  @Param({"access", "apache-error", "nginx-error", "auditd", "cef", "logfmt", "plain"})
  String format = "access";

  private ParsedLines lines = new ParsedLines(List.of(), List.of());
  private LogParser named = LogParsers.named(format, lines.context()).orElseThrow();
  private LogParser auto = LogParsers.auto(lines.context());

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      texts.add(line(i, random.nextInt(256)));
    }
    lines = new ParsedLines(texts, List.of());
    named = LogParsers.named(format, lines.context()).orElseThrow();
    auto = LogParsers.auto(lines.context());
  }

  private String line(int index, int octet) {
    return switch (format) {
      case "access" ->
          ("203.0.113.%d - - [10/Oct/2023:13:55:36 +0000] \"GET /shop/item?id=%d HTTP/1.1\" 200"
                  + " 5316 \"https://example.org/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:109.0)"
                  + " Gecko/20100101\"")
              .formatted(octet, index);
      case "apache-error" ->
          "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 43286] [client 203.0.113.%d:5555] AH00128: File does not exist: /usr/%d"
              .formatted(octet, index);
      case "nginx-error" ->
          "2024/01/02 03:04:05 [error] 123#0: *%d open() \"/x\" failed (2: No such file or directory), client: 203.0.113.%d, server: s, request: \"GET /x HTTP/1.1\", host: \"h\""
              .formatted(index, octet);
      case "auditd" -> audit(index);
      case "cef" ->
          "CEF:0|Vendor|Product|1.0|100|worm stopped|10|src=203.0.113.%d dst=2.1.2.2 spt=%d msg=hello world act=blocked"
              .formatted(octet, index);
      case "logfmt" ->
          "ts=2024-01-02T03:04:05Z level=info msg=\"request done\" method=GET path=/a/%d status=200 remote=203.0.113.%d"
              .formatted(index, octet);
      default ->
          "2015-10-18 18:01:47,978 INFO [main] org.example.Main: created task %d of %d"
              .formatted(index, octet);
    };
  }

  private static String audit(int index) {
    int event = index / 4;
    return switch (index % 4) {
      case 0 ->
          "type=SYSCALL msg=audit(1686666551.525:%d): arch=c000003e syscall=59 success=yes exit=0 a0=55d85d6719d0 a1=55d85d69c970 a2=55d85d720450 a3=8 items=2 ppid=2380071 pid=2380168 auid=1005 uid=1005 gid=1006 euid=0 suid=0 fsuid=0 tty=pts0 ses=1456 comm=\"dash\" exe=\"/usr/bin/dash\" key=\"susp\""
              .formatted(event);
      case 1 ->
          "type=EXECVE msg=audit(1686666551.525:%d): argc=2 a0=\"dash\" a1=\"-p\"".formatted(event);
      case 2 ->
          "type=PATH msg=audit(1686666551.525:%d): item=0 name=\"/usr/bin/dash\" inode=1593 dev=08:01 mode=0106755 nametype=NORMAL"
              .formatted(event);
      default ->
          "type=PROCTITLE msg=audit(1686666551.525:%d): proctitle=64617368002D70".formatted(event);
    };
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int named() {
    return lines.parseAll(named);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int found() {
    return lines.parseAll(auto);
  }
}
