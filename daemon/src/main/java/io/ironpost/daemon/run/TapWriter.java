package io.ironpost.daemon.run;

import io.ironpost.core.event.EventRecord;
import io.ironpost.daemon.control.TapFeed;
import io.ironpost.logs.live.Tap;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Shows parsed records to whoever taps, as JSON.
final class TapWriter implements Tap {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TapFeed feed;
  private final JsonFactory json = new JsonFactory();

  TapWriter(TapFeed feed) {
    this.feed = feed;
  }

  @Override
  public void saw(EventRecord record) {
    String source = record.source();
    if (feed.wants(source)) {
      feed.show(source, write(record));
    }
  }

  private String write(EventRecord record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeStringProperty("source", record.source());
      out.writeNumberProperty("line", record.lineNumber());
      if (record.timeNanos() != EventRecord.NO_TIME) {
        out.writeStringProperty("time", time(record.timeNanos()));
      }
      out.writeStringProperty("logsource", record.logsource().toString());
      out.writeObjectPropertyStart("fields");
      for (Map.Entry<String, Set<String>> field : fields(record).entrySet()) {
        out.writeStringProperty(field.getKey(), String.join(", ", field.getValue()));
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    return text.toString();
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND))
        .toString();
  }

  private static Map<String, Set<String>> fields(EventRecord record) {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    for (int entry = 0; entry < record.count(); entry++) {
      fields
          .computeIfAbsent(record.name(entry), _ -> new LinkedHashSet<>())
          .add(record.text(entry));
    }
    return fields;
  }
}
