package io.ironpost.bpf.kernel;

/// A place in netfilter's way of a packet, where nftables' chains are too.
///
/// @param family whose packets
/// @param hook where on their way
/// @param priority lower ones run first; the smallest and the largest number are not allowed
public record NetfilterHook(Family family, Hook hook, int priority) {
  /// `include/uapi/linux/netfilter.h`, NFPROTO_*.
  public enum Family {
    IPV4(2),
    IPV6(10);

    private final int number;

    Family(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /// In the order of NF_INET_*.
  public enum Hook {
    PRE_ROUTING,
    LOCAL_IN,
    FORWARD,
    LOCAL_OUT,
    POST_ROUTING
  }
}
