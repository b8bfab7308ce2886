package io.ironpost.bpf.asm;

/// What an XDP program is handed (`struct xdp_md`, include/uapi/linux/bpf.h).
public final class XdpMd {
  private static final Layout.Builder FIELDS = Layout.struct("xdp_md");

  /// 32 bits to the program; the verifier makes a packet pointer of the load.
  public static final Field DATA = FIELDS.u32("data");

  public static final Field DATA_END = FIELDS.u32("data_end");
  public static final Field DATA_META = FIELDS.u32("data_meta");
  public static final Field INGRESS_IFINDEX = FIELDS.u32("ingress_ifindex");
  public static final Field RX_QUEUE_INDEX = FIELDS.u32("rx_queue_index");

  /// What the program answers (`enum xdp_action`).
  public static final int ABORTED = 0;

  public static final int DROP = 1;
  public static final int PASS = 2;
  public static final int TX = 3;
  public static final int REDIRECT = 4;

  private XdpMd() {}
}
