package io.ironpost.bench.wire;

import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.KernelObjects;
import io.ironpost.bpf.kernel.MapInfo;
import io.ironpost.bpf.kernel.NetDevices;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;

/// xdp-filter of xdp-tools on an interface, with what looks at IP addresses and nothing else.
final class XdpFilter implements AutoCloseable {
  /// `MAP_FLAG_SRC | MAP_FLAG_DENY` (xdp-filter/common_kern_user.h).
  private static final long SOURCE_DENIED = 1 << 0 | 1 << 4;

  /// What its maps hold.
  private static final int ENTRIES = 10_000;

  private final NetworkNamespace namespace;
  private final String device;
  private final BpfProgram program;

  private XdpFilter(NetworkNamespace namespace, String device, BpfProgram program) {
    this.namespace = namespace;
    this.device = device;
    this.program = program;
  }

  /// Call it within the interface's namespace.
  static XdpFilter load(Veth.Side at) {
    at.namespace()
        .run("xdp-filter", "load", "-p", "allow", "-f", "ipv4,ipv6", at.device())
        .orFail();
    int id = NetDevices.named(at.device()).orElseThrow().xdpProgram().orElseThrow();
    BpfProgram attached = BpfProgram.byId(id).orElseThrow();
    System.err.printf("xdp-filter: %s%n", attached.info());
    return new XdpFilter(at.namespace(), at.device(), attached);
  }

  BpfProgram program() {
    return program;
  }

  void block(IpPrefix address) {
    namespace.run("xdp-filter", "ip", "-m", "src", address.toString()).orFail();
  }

  /// As many as fit.
  void blockSome(List<IpPrefix> addresses) {
    boolean v4 = addresses.getFirst().isV4();
    try (BpfMap map = map(v4 ? "filter_ipv4" : "filter_ipv6")) {
      MemorySegment value = MemorySegment.ofArray(new long[map.entryBytes() / Long.BYTES]);
      for (long at = 0; at < value.byteSize(); at += map.strideBytes()) {
        value.set(ValueLayout.JAVA_LONG_UNALIGNED, at, SOURCE_DENIED);
      }
      int room = Math.min(map.maxEntries(), ENTRIES) - 1;
      addresses.stream().limit(room).forEach(address -> map.update(key(address), value));
    }
  }

  private static BpfMap map(String name) {
    int id =
        KernelObjects.maps().stream()
            .filter(map -> map.name().equals(name))
            .map(MapInfo::id)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return BpfMap.byId(id).orElseThrow();
  }

  private static MemorySegment key(IpPrefix address) {
    byte[] bytes = new byte[address.isV4() ? Integer.BYTES : 2 * Long.BYTES];
    MemorySegment key = MemorySegment.ofArray(bytes);
    if (address.isV4()) {
      key.set(
          ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 0, address.v4Address());
    } else {
      ValueLayout.OfLong big = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
      key.set(big, 0, address.high());
      key.set(big, Long.BYTES, address.low());
    }
    return key;
  }

  @Override
  public void close() {
    program.close();
    namespace.run("xdp-filter", "unload", device);
  }
}
