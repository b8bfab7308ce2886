package io.ironpost.cli.doctor;

import io.ironpost.cli.output.SafeText;
import io.ironpost.core.config.ByteSize;
import io.ironpost.daemon.control.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// What came in and was not looked at, and which setting would have kept it.
final class LossChecks {
  /// What the kernel books for a datagram of a usual syslog message: its data and its own records
  /// of it (`truesize`, socket(7) `SO_RCVBUF`: "the kernel doubles this value").
  private static final int DATAGRAM_COST_BYTES = 1_280;

  /// A second of a flood at the rate of a gigabit link; what is longer is no burst.
  private static final long MOST_RECEIVE_BUFFER = 128L << 20;

  private static final int MOST_WORKERS = 64;

  /// Fewer lines say nothing about a format.
  private static final int ENOUGH_LINES = 100;

  private static final double MALFORMED_SHARE = 0.01;

  private final Case the;
  private final HostLimits host;

  LossChecks(Case the, HostLimits host) {
    this.the = the;
    this.host = host;
  }

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    kernel(found);
    bufferFull(found);
    tooLong(found);
    malformed(found);
    unbalanced(found);
    return found;
  }

  /// The buffer must hold what came while nobody read: what it holds now and what did not fit. Over
  /// the time looked at that is measured; of earlier losses only the sum is known, so the buffer is
  /// doubled for them.
  private void kernel(List<Finding> found) {
    double lost = the.now().dropped("kernel_buffer_full");
    if (lost == 0) {
      return;
    }
    found.add(
        Finding.error(
            "The kernel drops syslog over UDP before it is read.",
            the.counted(sample -> sample.dropped("kernel_buffer_full"))
                + ": "
                + the.worst("kernel_buffer_full"),
            room(lost - the.before().dropped("kernel_buffer_full"))));
  }

  private String room(double lately) {
    String key = "log_pipeline.syslog.receive_buffer";
    long buffer = the.size(key);
    double need = Math.max(2.0 * buffer, buffer + lately * DATAGRAM_COST_BYTES);
    if (need > MOST_RECEIVE_BUFFER) {
      return "This is no burst, no buffer holds it: have the loudest senders use TCP, which waits,"
          + " or send less; more cores let it be read faster";
    }
    ByteSize enough = Sizes.enough(need);
    long limit = host.number("net/core/rmem_max");
    String kernelSetting =
        limit >= enough.bytes()
            ? ""
            : "; and sysctl -w net.core.rmem_max=%d (now %d)".formatted(enough.bytes(), limit);
    return "%s = \"%s\" (now %s)%s".formatted(key, enough, the.setting(key), kernelSetting);
  }

  private void bufferFull(List<Finding> found) {
    if (the.now().dropped("buffer_full") == 0) {
      return;
    }
    double rate = the.rate(sample -> sample.value("ironpost_log_pipeline_logs_collected_total"));
    found.add(
        Finding.error(
            "Input comes faster than it is judged, and what cannot wait is dropped.",
            "%s: %s; %,.0f lines a second come in"
                .formatted(
                    the.counted(sample -> sample.dropped("buffer_full")),
                    the.worst("buffer_full"),
                    rate),
            more()));
  }

  /// While it goes on only more hands help; when it was a burst, more room.
  private String more() {
    String said = the.setting("log_pipeline.workers");
    int cores = host.cores();
    int workers = said.isEmpty() || said.equals("0") ? Math.min(4, cores) : Integer.parseInt(said);
    boolean goesOn = the.rate(sample -> sample.dropped("buffer_full")) > 0;
    if (goesOn && workers < Math.min(cores, MOST_WORKERS)) {
      return "log_pipeline.workers = %d (now %d, of %d cores); then `ironpost top` for costly rules"
          .formatted(Math.min(cores, 2 * workers), workers, cores);
    }
    long buffer = the.size("log_pipeline.buffer_size");
    return goesOn
        ? "All %d cores are in use: `ironpost top` shows which rules cost most; send over TCP, which waits"
            .formatted(cores)
        : "log_pipeline.buffer_size = \"%s\" (now %s)"
            .formatted(Sizes.enough(2.0 * buffer), the.setting("log_pipeline.buffer_size"));
  }

  private void tooLong(List<Finding> found) {
    double lost = the.now().dropped("line_too_long");
    if (lost > 0) {
      found.add(
          Finding.note(
              "Lines are longer than what is read of them.",
              the.counted(sample -> sample.dropped("line_too_long"))
                  + ": "
                  + the.worst("line_too_long"),
              "Look at what writes them: `ironpost logs explain FILE`"));
    }
  }

  private void malformed(List<Finding> found) {
    for (JsonValue source : the.status().get("sources").items()) {
      long lines = source.get("lines").whole();
      long malformed = source.get("malformed").whole();
      if (lines >= ENOUGH_LINES && malformed > lines * MALFORMED_SHARE) {
        String name = SafeText.of(source.get("name").text());
        found.add(
            Finding.warning(
                "Lines of %s cannot be read, so no rule sees them.".formatted(name),
                "%,d of %,d lines, %s".formatted(malformed, lines, Sizes.percent(malformed, lines)),
                source.get("kind").text().equals("file")
                    ? "`ironpost logs explain %s` shows where reading stops".formatted(name)
                    : "Set the sender to RFC 5424; `ironpost logs explain -` shows where reading"
                        + " stops"));
      }
    }
  }

  private void unbalanced(List<Finding> found) {
    for (JsonValue book : the.status().get("books").items()) {
      if (!book.get("balanced").isTrue()) {
        found.add(
            Finding.error(
                "The book of %s does not balance: more left it than came in. This is a fault of Ironpost."
                    .formatted(SafeText.of(book.get("stage").text())),
                "received %,d, delivered %,d, dropped %,d, in flight %,d"
                    .formatted(
                        book.get("received").whole(),
                        book.get("delivered").whole(),
                        book.get("dropped").whole(),
                        book.get("in_flight").whole()),
                "Please report it with what `ironpost support` writes"));
      }
    }
  }
}
