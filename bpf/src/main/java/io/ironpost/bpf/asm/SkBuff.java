package io.ironpost.bpf.asm;

/// What programs on sockets, cgroups and tc are handed (`struct __sk_buff`,
/// include/uapi/linux/bpf.h).
public final class SkBuff {
  private static final Layout.Builder FIELDS = Layout.struct("__sk_buff");

  public static final Field LEN = FIELDS.u32("len");
  public static final Field PKT_TYPE = FIELDS.u32("pkt_type");
  public static final Field MARK = FIELDS.u32("mark");
  public static final Field QUEUE_MAPPING = FIELDS.u32("queue_mapping");

  /// The EtherType, in network order in the low 16 bits.
  public static final Field PROTOCOL = FIELDS.u32("protocol");

  public static final Field VLAN_PRESENT = FIELDS.u32("vlan_present");
  public static final Field VLAN_TCI = FIELDS.u32("vlan_tci");
  public static final Field VLAN_PROTO = FIELDS.u32("vlan_proto");
  public static final Field PRIORITY = FIELDS.u32("priority");
  public static final Field INGRESS_IFINDEX = FIELDS.u32("ingress_ifindex");
  public static final Field IFINDEX = FIELDS.u32("ifindex");
  public static final Field TC_INDEX = FIELDS.u32("tc_index");
  public static final Field CB = FIELDS.array("cb", Size.W, 5);
  public static final Field HASH = FIELDS.u32("hash");
  public static final Field TC_CLASSID = FIELDS.u32("tc_classid");

  /// 32 bits to the program; the verifier makes a packet pointer of the load.
  public static final Field DATA = FIELDS.u32("data");

  public static final Field DATA_END = FIELDS.u32("data_end");
  public static final Field NAPI_ID = FIELDS.u32("napi_id");
  public static final Field FAMILY = FIELDS.u32("family");
  public static final Field REMOTE_IP4 = FIELDS.u32("remote_ip4");
  public static final Field LOCAL_IP4 = FIELDS.u32("local_ip4");
  public static final Field REMOTE_IP6 = FIELDS.array("remote_ip6", Size.W, 4);
  public static final Field LOCAL_IP6 = FIELDS.array("local_ip6", Size.W, 4);
  public static final Field REMOTE_PORT = FIELDS.u32("remote_port");
  public static final Field LOCAL_PORT = FIELDS.u32("local_port");

  /// What a tcx program answers (`enum tcx_action_base`): go on to the next program.
  public static final int NEXT = -1;

  public static final int PASS = 0;
  public static final int DROP = 2;
  public static final int REDIRECT = 7;

  private SkBuff() {}
}
