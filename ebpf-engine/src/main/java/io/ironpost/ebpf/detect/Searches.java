package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Packet;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is told of a search.
final class Searches {
  /// More hosts make a line long and prove no more.
  private static final int MAX_NAMED = 20;

  private Searches() {}

  static Finding ports(String detector, Attempt attempt, ScanTrack track) {
    RecentDistinct tried = track.inVain();
    long first = tried.firstNanos();
    String ports = ports(tried);
    return finding(detector, attempt, track)
        .to(attempt.peer())
        .with("distinct_ports", tried.size())
        .with("ports", ports)
        .saying(
            "%s tried %d ports of %s within %s in vain: %s"
                .formatted(
                    attempt.opener(),
                    tried.size(),
                    attempt.peer(),
                    span(attempt.nowNanos() - first),
                    ports));
  }

  static Finding hosts(String detector, Attempt attempt, ScanTrack track) {
    RecentDistinct tried = track.inVain();
    String what =
        attempt.hasPort()
            ? "%s port %d".formatted(Finding.protocolName(attempt.protocol()), attempt.port())
            : "ping";
    Finding finding =
        finding(detector, attempt, track)
            .with("distinct_hosts", tried.size())
            .with("hosts", hosts(tried));
    if (attempt.hasPort()) {
      finding.with("dst_port", attempt.port());
    }
    return finding.saying(
        "%s tried %s of %d hosts within %s in vain, the last %s"
            .formatted(
                attempt.opener(),
                what,
                tried.size(),
                span(attempt.nowNanos() - tried.firstNanos()),
                attempt.peer()));
  }

  private static Finding finding(String detector, Attempt attempt, ScanTrack track) {
    return new Finding(detector, track.inVain().firstNanos(), attempt.nowNanos())
        .from(attempt.opener())
        .protocol(attempt.protocol())
        .with("attempts", track.attempts());
  }

  static String ports(RecentDistinct tried) {
    return IntStream.range(0, tried.size())
        .boxed()
        .sorted((a, b) -> Long.compare(tried.low(a), tried.low(b)))
        .limit(MAX_NAMED)
        .map(i -> tried.low(i) + (tried.high(i) == Packet.UDP ? "/udp" : ""))
        .collect(Collectors.joining(","));
  }

  private static String hosts(RecentDistinct tried) {
    return IntStream.range(0, tried.size())
        .mapToObj(i -> IpPrefix.address(tried.high(i), tried.low(i)))
        .sorted()
        .limit(MAX_NAMED)
        .map(IpPrefix::toString)
        .collect(Collectors.joining(","));
  }

  /// As people say it: `3 s`, `1 h 40 min`.
  static String span(long nanos) {
    Duration span = Duration.ofNanos(Math.max(0, nanos));
    if (span.toHours() > 0) {
      return "%d h %d min".formatted(span.toHours(), span.toMinutesPart());
    }
    return span.toMinutes() > 1 ? span.toMinutes() + " min" : span.toSeconds() + 1 + " s";
  }
}
