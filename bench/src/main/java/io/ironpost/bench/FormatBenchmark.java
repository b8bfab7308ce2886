package io.ironpost.bench;

import io.ironpost.alerts.format.AlertFormat;
import io.ironpost.alerts.format.AlertFormats;
import io.ironpost.alerts.format.NativeJson;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One alert with ten lines of evidence, written in each form; and its native form read back, as
/// every courier does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class FormatBenchmark {
  private static final int LINES = 10;

  @Param({"json", "ocsf", "ecs", "cef"})
  private String form;

  private AlertFormat format;
  private AlertUpdate update;
  private byte[] json;

  @Setup
  public void make() {
    format = AlertFormats.of(form, "1.2.3", AlertFormats.DEFAULT_MAX_BYTES).orElseThrow();
    SampleSighting sighting = new SampleSighting("src_ip=203.0.113.9", 1);
    AlertRule rule = sighting.rule();
    List<Evidence> lines = new ArrayList<>();
    List<EvidenceReference> references = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      SampleSighting line = new SampleSighting("203.0.113.9", i + 1);
      lines.addAll(line.evidence());
      references.addAll(line.references());
    }
    Instant time = Instant.parse("2026-03-01T12:00:00Z");
    Alert alert =
        new Alert(
            "3f1a7c52-9d1b-8e44-a0c3-5b7d9e1f2a3b",
            rule.id(),
            rule.name(),
            rule.title(),
            rule.severity(),
            rule.attack(),
            Optional.of(time),
            Optional.of(time),
            LINES,
            sighting.entities(),
            lines);
    update =
        new AlertUpdate(
            alert,
            rule,
            new UUID(1, 2),
            1,
            AlertUpdate.Phase.OPENED,
            time,
            "web1",
            sighting.group(),
            "",
            references,
            0);
    json = NativeJson.whole(update);
  }

  @Benchmark
  public byte[] write() {
    return format.write(update);
  }

  @Benchmark
  public AlertUpdate readNative() {
    return NativeJson.read(json);
  }
}
