package io.ironpost.ebpf.guard;

import io.ironpost.core.net.IpPrefix;

/// What is done with packets that fit; the first rule that fits decides, unless it only watches.
///
/// @param name for people and for the count of what it met
/// @param source where packets come from; [#EVERYWHERE] for all
/// @param destination where they go; [#EVERYWHERE] for all
/// @param protocol the IP protocol number, 6 for TCP; [#ANY] for all
/// @param firstPort the lowest destination port; [#ANY] with `lastPort` 65535 for all. A packet
///   without ports (ICMP, a later fragment) fits only a rule for all ports
/// @param lastPort the highest destination port
public record FilterRule(
    String name,
    IpPrefix source,
    IpPrefix destination,
    int protocol,
    int firstPort,
    int lastPort,
    Action action) {
  /// All addresses of both families.
  public static final IpPrefix EVERYWHERE = new IpPrefix(0, 0, 0);

  /// Every protocol, every port.
  public static final int ANY = 0;

  public static final int MAX_PORT = 65_535;

  private static final int MAX_PROTOCOL = 255;
  private static final int TCP = 6;
  private static final int UDP = 17;

  /// What a rule does.
  public sealed interface Action {
    /// Drops.
    record Block() implements Action {}

    /// Counts, reports and looks at the next rule.
    record Monitor() implements Action {}

    /// Passes, whatever the rules behind say.
    record Pass() implements Action {}

    /// Drops what one source sends above a rate, and looks at the next rule for the rest.
    ///
    /// @param packetsPerSecond also how many may come at once after a pause of a second
    record RateLimit(int packetsPerSecond) implements Action {
      /// More than a 100 Gbit/s port brings in small packets: a limit above is none.
      public static final int MAX_PER_SECOND = 200_000_000;

      public RateLimit {
        if (packetsPerSecond < 1 || packetsPerSecond > MAX_PER_SECOND) {
          throw new IllegalArgumentException(
              "a rate limit is 1 to %d packets per second, not %d"
                  .formatted(MAX_PER_SECOND, packetsPerSecond));
        }
      }
    }
  }

  public FilterRule {
    if (protocol < 0 || protocol > MAX_PROTOCOL) {
      throw new IllegalArgumentException("no such protocol: " + protocol);
    }
    if (firstPort < 0 || lastPort > MAX_PORT || firstPort > lastPort) {
      throw new IllegalArgumentException("no such ports: %d-%d".formatted(firstPort, lastPort));
    }
    if ((firstPort != ANY || lastPort != MAX_PORT) && protocol != TCP && protocol != UDP) {
      throw new IllegalArgumentException("only TCP and UDP have ports, not protocol " + protocol);
    }
    if (source.bits() > 0 && destination.bits() > 0 && source.isV4() != destination.isV4()) {
      throw new IllegalArgumentException(
          "no packet goes from %s to %s".formatted(source, destination));
    }
  }

  boolean hasPorts() {
    return firstPort != ANY || lastPort != MAX_PORT;
  }
}
