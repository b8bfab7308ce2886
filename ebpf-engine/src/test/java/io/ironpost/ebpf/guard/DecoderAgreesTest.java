package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.packet.Decoded;
import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.FrameDecoder;
import io.ironpost.ebpf.packet.LinkType;
import io.ironpost.ebpf.packet.Packet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What captures are decoded with says of each frame what the program in the kernel says.
class DecoderAgreesTest {
  @ParameterizedTest
  @MethodSource("io.ironpost.ebpf.guard.ParsingTest#frames")
  void a_frame_is_the_same_to_both(ParsingTest.Case each) {
    byte[] frame = each.frame().bytes();
    Packet packet = new Packet().begin(1, Direction.INBOUND, 1);

    Decoded decoded =
        new FrameDecoder().decode(frame, 0, frame.length, frame.length, LinkType.ETHERNET, packet);

    if (each.report().isEmpty()) {
      assertThat(decoded).isIn(Decoded.NOT_IP, Decoded.CUT);
    } else if (each.malformed().equals(CounterLayout.MALFORMED)) {
      // the kernel sees whole packets; a capture may hold the beginning of a longer one
      assertThat(decoded).isIn(Decoded.MALFORMED, Decoded.CUT, Decoded.PACKET);
    } else {
      assertThat(decoded).isEqualTo(Decoded.PACKET);
      assertThat(ParsingTest.text(packet)).isEqualTo(each.report());
    }
  }
}
