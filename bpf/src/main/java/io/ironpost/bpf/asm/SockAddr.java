package io.ironpost.bpf.asm;

/// What programs on a cgroup's connect, bind and sendmsg are handed (`struct bpf_sock_addr`,
/// include/uapi/linux/bpf.h).
public final class SockAddr {
  private static final Layout.Builder FIELDS = Layout.struct("bpf_sock_addr");

  public static final Field USER_FAMILY = FIELDS.u32("user_family");

  /// In network order.
  public static final Field USER_IP4 = FIELDS.u32("user_ip4");

  public static final Field USER_IP6 = FIELDS.array("user_ip6", Size.W, 4);

  /// In network order, in the low 16 bits.
  public static final Field USER_PORT = FIELDS.u32("user_port");

  public static final Field FAMILY = FIELDS.u32("family");
  public static final Field TYPE = FIELDS.u32("type");
  public static final Field PROTOCOL = FIELDS.u32("protocol");

  private SockAddr() {}
}
