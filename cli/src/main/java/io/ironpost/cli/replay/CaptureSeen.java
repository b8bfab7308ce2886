package io.ironpost.cli.replay;

import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.SafeText;
import io.ironpost.ebpf.capture.CaptureSummary;
import io.ironpost.ebpf.packet.Decoded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What was seen in one capture.
///
/// @param observations lines that the detectors wrote
/// @param forgotten sources and conversations that had to make room for others
record CaptureSeen(String source, CaptureSummary summary, long observations, long forgotten) {
  /// For people.
  String sentence() {
    Duration span = Duration.between(summary.first(), summary.last());
    StringBuilder text =
        new StringBuilder(
            "%s: %s of %d min %d s, %s"
                .formatted(
                    SafeText.of(source),
                    Counted.of(summary.packets(), "packet"),
                    span.toMinutes(),
                    span.toSecondsPart(),
                    Counted.of(observations, "observation")));
    for (Decoded decoded : Decoded.values()) {
      long count = summary.frames().getOrDefault(decoded, 0L);
      if (decoded != Decoded.PACKET && count > 0) {
        text.append(", %s %s".formatted(Counted.number(count), decoded.words()));
      }
    }
    if (forgotten > 0) {
      text.append(", %s forgotten as tables were full".formatted(Counted.number(forgotten)));
    }
    return text.append(summary.isCut() ? "; its end is missing" : "").toString();
  }

  /// For `--output json`.
  Map<String, Object> asData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", source);
    data.put("packets", summary.packets());
    data.put("bytes", summary.bytes());
    data.put("first", summary.first());
    data.put("last", summary.last());
    data.put("observations", observations);
    data.put("forgotten", forgotten);
    data.put("cut", summary.isCut());
    Map<String, Object> others = new LinkedHashMap<>();
    for (Decoded decoded : Decoded.values()) {
      Long count = summary.frames().get(decoded);
      if (decoded != Decoded.PACKET && count != null) {
        others.put(decoded.name().toLowerCase(Locale.ROOT), count);
      }
    }
    data.put("not_judged", others);
    return data;
  }
}
