package io.ironpost.daemon.wire;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.Member;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.daemon.config.EbpfKeys;
import io.ironpost.ebpf.guard.AttachMode;
import io.ironpost.ebpf.guard.EventRates;
import io.ironpost.ebpf.guard.FilterRule;
import io.ironpost.ebpf.guard.GuardSettings;
import io.ironpost.ebpf.guard.TableSizes;
import io.ironpost.ebpf.trace.TraceSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A checked configuration as the settings of the engine.
final class WireConfig {
  private static final int PAGE = 4_096;

  private WireConfig() {}

  static GuardSettings guard(Config config) {
    String pins = config.get(EbpfKeys.PIN_PATH);
    return new GuardSettings(
        interfaces(config.get(EbpfKeys.INTERFACE)),
        mode(config.get(EbpfKeys.MODE)),
        config.get(EbpfKeys.EGRESS),
        config.get(EbpfKeys.MEASURE),
        pins.isEmpty() ? Optional.empty() : Optional.of(Path.of(pins)),
        config.get(EbpfKeys.KEEP_AFTER_STOP),
        ring(config, PAGE),
        TableSizes.defaults()
            .withBlocked(Math.toIntExact(config.get(EbpfKeys.BLOCKLIST_MAX)))
            .withFeeds(Math.toIntExact(config.get(EbpfKeys.FEED_MAX))),
        EventRates.defaults(),
        filters(config));
  }

  private static List<String> interfaces(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .filter(n -> !n.isEmpty())
        .toList();
  }

  private static AttachMode mode(String word) {
    return switch (word) {
      case "native" -> AttachMode.NATIVE;
      case "skb" -> AttachMode.SKB;
      case "hw" -> AttachMode.HARDWARE;
      default -> AttachMode.AUTO;
    };
  }

  /// The kernel takes powers of two, of pages.
  private static int ring(Config config, int least) {
    long asked = Math.max(least, config.get(EbpfKeys.RING));
    return (int) Math.min(1L << 30, Long.highestOneBit(2 * asked - 1));
  }

  static TraceSettings trace(Config config) {
    return TraceSettings.of(config.get(EbpfKeys.PROCESSES), config.get(EbpfKeys.CONNECTIONS));
  }

  static List<FilterRule> filters(Config config) {
    return config.members(EbpfKeys.FILTERS).stream().map(WireConfig::filter).toList();
  }

  private static FilterRule filter(Member member) {
    String port = member.get(EbpfKeys.PORT);
    int dash = port.indexOf('-');
    int first = port.isEmpty() ? 0 : Integer.parseInt(dash < 0 ? port : port.substring(0, dash));
    int last =
        port.isEmpty()
            ? FilterRule.MAX_PORT
            : Integer.parseInt(dash < 0 ? port : port.substring(dash + 1));
    return new FilterRule(
        member.name(),
        prefix(member.get(EbpfKeys.SOURCE)),
        prefix(member.get(EbpfKeys.DESTINATION)),
        protocol(member.get(EbpfKeys.PROTOCOL)),
        first,
        last,
        action(member));
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.of(text).orElse(FilterRule.EVERYWHERE);
  }

  /// Assigned numbers of protocols (IANA, "Protocol Numbers").
  private static int protocol(String word) {
    return switch (word) {
      case "tcp" -> 6;
      case "udp" -> 17;
      case "icmp" -> 1;
      case "icmpv6" -> 58;
      default -> FilterRule.ANY;
    };
  }

  private static FilterRule.Action action(Member member) {
    return switch (member.type()) {
      case "monitor" -> new FilterRule.Action.Monitor();
      case "pass" -> new FilterRule.Action.Pass();
      case "rate_limit" ->
          new FilterRule.Action.RateLimit(Math.toIntExact(member.get(EbpfKeys.PER_SECOND)));
      default -> new FilterRule.Action.Block();
    };
  }
}
