package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetDevicesTest {
  private static final String HEADER =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

  @Test
  void interfaces_are_those_of_the_threads_namespace() throws Exception {
    Needs.bpfAndNamespaces();
    try (NetworkNamespace left = NetworkNamespace.create("left");
        NetworkNamespace right = NetworkNamespace.create("right")) {
      Veth wire = Veth.between(left, right);
      List<NetDevice> seen = left.enter(NetDevices::all);
      assertThat(seen).extracting(NetDevice::name).containsExactly("lo", wire.left().device());
      assertThat(seen.getFirst().loopback()).isTrue();
      assertThat(seen.getLast())
          .isEqualTo(
              new NetDevice(
                  wire.left().index(), wire.left().device(), true, false, OptionalInt.empty()));
      assertThat(left.enter(NetDevices::ofDefaultRoutes)).isEmpty();
      left.ip("route", "add", "default", "via", wire.right().ipv4().getHostAddress());
      assertThat(left.enter(NetDevices::ofDefaultRoutes)).containsExactly(seen.getLast());
    }
  }

  @Test
  void default_routes_are_found_by_their_zero_prefix() {
    List<String> ipv4 =
        List.of(
            HEADER,
            "eth1\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
            "eth2\t0000FEA9\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
            "down\t00000000\t0101A8C0\t0002\t0\t0\t100\t00000000\t0\t0\t0");
    String zeros = "0".repeat(32);
    List<String> ipv6 =
        List.of(
            zeros + " 00 " + zeros + " 00 " + zeros + " ffffffff 1 0 00200200       lo",
            zeros + " 00 " + zeros + " 00 fe80" + "0".repeat(28) + " 400 1 0 00000003     wlan0");
    assertThat(DefaultRoutes.interfaces(ipv4, ipv6)).containsExactly("eth1", "wlan0");
    assertThat(DefaultRoutes.interfaces(List.of("", "\t\t"), List.of("x y z"))).isEmpty();
  }

  @Test
  void any_bytes_from_a_socket_are_survived() {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[16 + random.nextInt(200)];
      random.nextBytes(bytes);
      bytes[4] = 16; // RTM_NEWLINK
      bytes[5] = 0;
      ByteBuffer received = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (received.remaining() >= NetlinkMessage.HEADER_BYTES) {
        ByteBuffer message = NetlinkReply.next(received);
        assertThat(NetDevices.device(message)).isNotNull();
        assertThat(NetlinkReply.answer(message)).isNotNull();
      }
    }
  }
}
