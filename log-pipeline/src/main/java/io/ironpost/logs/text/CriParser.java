package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.time.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Container logs as Kubernetes' runtimes write them (CRI logging: `time stdout|stderr F|P text`):
/// the text is a line of its own, in whatever format the container writes. A partial line (`P`) is
/// read by itself.
public final class CriParser implements LogParser {
  /// kubelet's layout: `/var/log/containers/<pod>_<namespace>_<container>-<64 hex digits>.log`.
  private static final Pattern CONTAINER = Pattern.compile("-([0-9a-f]{64})\\.log");

  private static final int STREAM = 6; // both `stdout` and `stderr`
  private static final int SHORTEST = 30;

  private final TimeText times = new TimeText(ZoneOffset.UTC);
  private final Supplier<LogParser> factory;
  private final byte[] container;
  private final int containerField;
  private final int streamField;
  private @Nullable LogParser inner;

  /// @param source where the lines come from: a path may name the container
  public CriParser(FieldNames names, String source, Supplier<LogParser> factory) {
    this.factory = factory;
    Matcher path = CONTAINER.matcher(source);
    this.container = (path.find() ? path.group(1) : "").getBytes(StandardCharsets.US_ASCII);
    this.containerField = names.idOf("container");
    this.streamField = names.idOf("stream");
  }

  @Override
  public String format() {
    return "cri";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (end - start < SHORTEST || line[start + 10] != 'T') {
      return Outcome.NOT_MINE;
    }
    long nanos = times.dateTime(line, start, end);
    int stream = times.end() + 1;
    if (nanos == EventRecord.NO_TIME || !isHead(line, stream, end)) {
      return Outcome.NOT_MINE;
    }
    record.standIn(line, stream + STREAM + 3, end, record.lineNumber(), record.lineOffset());
    Outcome outcome = inner().parse(record);
    if (record.timeNanos() == EventRecord.NO_TIME) {
      record.timeNanos(nanos);
    }
    record.addDerived(streamField, stream, stream + STREAM);
    if (container.length > 0) {
      record.add(containerField, EventRecord.STRING, container, 0, container.length);
    }
    return outcome;
  }

  /// Whether `stdout F ` or its like stands at `at`.
  private static boolean isHead(byte[] line, int at, int end) {
    int tag = at + STREAM + 1;
    return (Ascii.standsAt(line, at, end, "stdout ") || Ascii.standsAt(line, at, end, "stderr "))
        && end - tag >= 2
        && (line[tag] == 'F' || line[tag] == 'P')
        && line[tag + 1] == ' ';
  }

  private LogParser inner() {
    LogParser made = inner == null ? factory.get() : inner;
    inner = made;
    return made;
  }
}
