package io.ironpost.cli.doctor;

import io.ironpost.cli.output.SafeText;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is durable: the spool, the history, the checkpoint.
final class StorageChecks {
  private static final double NEARLY_FULL = 0.8;

  /// A checkpoint is written about each second while lines come in, and seldom less often than
  /// every 20 seconds; a crash makes everything since then be read again.
  private static final Duration OLD = Duration.ofMinutes(1);

  private final Case the;

  StorageChecks(Case the) {
    this.the = the;
  }

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    spool(found);
    history(found);
    checkpoint(found);
    return found;
  }

  private void spool(List<Finding> found) {
    JsonValue spool = the.status().get("spool");
    long bytes = spool.get("bytes").whole();
    long limit = spool.get("limit_bytes").whole();
    if (limit > 0 && bytes > limit * NEARLY_FULL) {
      found.add(
          Finding.error(
              "The spool is nearly full: the oldest alerts will be given up for receivers that did"
                  + " not take them.",
              "%s of %s (%s)%s"
                  .formatted(
                      Sizes.about(bytes),
                      Sizes.about(limit),
                      Sizes.percent(bytes, limit),
                      slowest(spool)),
              "Mend the receiver or remove it; spool.max_size = \"%s\" (now %s) buys time"
                  .formatted(Sizes.enough(2.0 * limit), the.setting("spool.max_size"))));
    }
  }

  private static String slowest(JsonValue spool) {
    Optional<Map.Entry<String, JsonValue>> worst =
        spool.get("backlog").members().entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().whole()));
    return worst
        .filter(entry -> entry.getValue().whole() > 0)
        .map(entry ->
            "; %s still needs %,d entries"
                .formatted(SafeText.of(entry.getKey()), entry.getValue().whole()))
        .orElse("");
  }

  private void history(List<Finding> found) {
    JsonValue history = the.status().get("history");
    long bytes = history.get("bytes").whole();
    String key = "log_pipeline.storage.max_size";
    long limit = the.size(key);
    if (limit > 0 && bytes > limit * NEARLY_FULL) {
      found.add(
          Finding.note(
              "The history is nearly as large as it may be: the oldest alerts go, however young.",
              "%s of %s (%s), %,d alerts"
                  .formatted(
                      Sizes.about(bytes),
                      Sizes.about(limit),
                      Sizes.percent(bytes, limit),
                      history.get("alerts").whole()),
              "%s = \"%s\" (now %s), or fewer log_pipeline.storage.retention_days (now %s)"
                  .formatted(
                      key,
                      Sizes.enough(2.0 * limit),
                      the.setting(key),
                      the.setting("log_pipeline.storage.retention_days"))));
    }
  }

  private void checkpoint(List<Finding> found) {
    boolean reads = the.rate(StorageChecks::processed) > 0;
    String said = the.status().get("checkpoint").get("written_at").text();
    if (!reads || said.isEmpty()) {
      return;
    }
    try {
      Duration age = Duration.between(Instant.parse(said), the.at());
      if (age.compareTo(OLD) > 0) {
        found.add(
            Finding.warning(
                "The checkpoint is old though lines come in: after a crash all since then would be"
                    + " read again.",
                "written %s ago".formatted(TimeSpan.text(age.truncatedTo(ChronoUnit.SECONDS))),
                "See the health of checkpoint and spool in `ironpost status`, and the disk of"
                    + " general.data_dir"));
      }
    } catch (DateTimeException _) {
      // a newer daemon's way to write it
    }
  }

  private static double processed(Sample sample) {
    return sample.status().get("pipeline").get("processed").whole();
  }
}
