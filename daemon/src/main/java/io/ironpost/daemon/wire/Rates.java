package io.ironpost.daemon.wire;

import io.ironpost.ebpf.guard.GuardStatistics;
import io.ironpost.ebpf.guard.GuardStatistics.Count;
import io.ironpost.ebpf.guard.GuardStatistics.Interface;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Packets and bits a second, from two readings of the counters about a second apart.
///
/// @param atNanos when the counters were read, [System#nanoTime]
public record Rates(
    Rate tcp, Rate udp, Rate icmp, Rate other, Rate total, Sums sums, long atNanos) {
  /// @param packets a second
  /// @param bits a second
  public record Rate(double packets, double bits) {
    static final Rate NONE = new Rate(0, 0);
  }

  /// Counters of all interfaces together.
  public record Sums(Count tcp, Count udp, Count icmp, Count total, Count blocked) {}

  static final Rates NONE =
      new Rates(
          Rate.NONE, Rate.NONE, Rate.NONE, Rate.NONE, Rate.NONE, sums(NothingYet.STATISTICS), 0);

  private static final class NothingYet {
    static final GuardStatistics STATISTICS = new GuardStatistics(List.of(), 0, 0, 0, 0, List.of());
  }

  /// By protocol and in all.
  Map<String, Long> packets() {
    return Map.of(
        "tcp", sums.tcp.packets(),
        "udp", sums.udp.packets(),
        "icmp", sums.icmp.packets(),
        "other", others(sums).packets(),
        "total", sums.total.packets());
  }

  Map<String, Double> packetsPerSecond() {
    return byProtocol(Rate::packets);
  }

  Map<String, Double> bitsPerSecond() {
    return byProtocol(Rate::bits);
  }

  private Map<String, Double> byProtocol(Function<Rate, Double> part) {
    return Map.of(
        "tcp", part.apply(tcp),
        "udp", part.apply(udp),
        "icmp", part.apply(icmp),
        "other", part.apply(other),
        "total", part.apply(total));
  }

  static Sums sums(GuardStatistics now) {
    return new Sums(
        sum(now, Interface::tcp),
        sum(now, Interface::udp),
        sum(now, one -> plus(one.icmp(), one.icmpV6())),
        sum(now, Interface::total),
        sum(now, one -> plus(one.blocked(), plus(one.filtered(), one.limited()))));
  }

  private static Count sum(GuardStatistics now, Function<Interface, Count> part) {
    return now.interfaces().stream().map(part).reduce(new Count(0, 0), Rates::plus);
  }

  private static Count plus(Count one, Count other) {
    return new Count(one.packets() + other.packets(), one.bytes() + other.bytes());
  }

  Rates next(GuardStatistics statistics, long nowNanos) {
    Sums now = sums(statistics);
    double seconds = (nowNanos - atNanos) / 1e9;
    if (atNanos == 0 || seconds <= 0) {
      return new Rates(tcp, udp, icmp, other, total, now, nowNanos);
    }
    return new Rates(
        rate(now.tcp, sums.tcp, seconds),
        rate(now.udp, sums.udp, seconds),
        rate(now.icmp, sums.icmp, seconds),
        rate(others(now), others(sums), seconds),
        rate(now.total, sums.total, seconds),
        now,
        nowNanos);
  }

  /// What is neither TCP, UDP nor ICMP.
  static Count others(Sums sums) {
    long packets =
        sums.total.packets() - sums.tcp.packets() - sums.udp.packets() - sums.icmp.packets();
    long bytes = sums.total.bytes() - sums.tcp.bytes() - sums.udp.bytes() - sums.icmp.bytes();
    return new Count(Math.max(0, packets), Math.max(0, bytes));
  }

  /// Counters begin anew when the programs are loaded anew.
  private static Rate rate(Count now, Count before, double seconds) {
    return new Rate(
        Math.max(0, now.packets() - before.packets()) / seconds,
        Math.max(0, now.bytes() - before.bytes()) * 8 / seconds);
  }
}
