package io.ironpost.ebpf.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {
  private static final String DATAGRAM =
      "45000020 00010000 40110000 c6336407 c000020a 0035 9c40 000c 0000 12348180";

  private final Packet packet = new Packet();

  private Decoded decode(String hex, LinkType link) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    packet.begin(1, Direction.UNKNOWN, 0);
    return new FrameDecoder().decode(bytes, 0, bytes.length, bytes.length, link, packet);
  }

  @ParameterizedTest
  @CsvSource({
    "ETHERNET, 020000000002 020000000001 0800",
    "ETHERNET, 020000000002 020000000001 88a8 0001 8100 0002 0800",
    "NULL, 02000000",
    "NULL, 00000002",
    "LOOP, 00000002",
    "RAW, ''",
    "IPV4, ''",
    "LINUX_COOKED, 0000 0001 0006 020000000001 0000 0800",
    "LINUX_COOKED_2, 0800 0000 00000002 0001 00 06 0200000000010000",
  })
  void a_packet_is_found_behind_every_link_header(LinkType link, String header) {
    assertThat(decode(header + DATAGRAM, link)).isEqualTo(Decoded.PACKET);
    assertThat(packet.source()).hasToString("198.51.100.7");
    assertThat(packet.target()).hasToString("192.0.2.10");
    assertThat(packet.sourcePort()).isEqualTo(53);
    assertThat(packet.targetPort()).isEqualTo(40_000);
    assertThat(packet.lengthBytes()).isEqualTo(32);
    assertThat(packet.isDnsResponse()).isTrue();
    assertThat(packet.packets()).isEqualTo(1);
    assertThat(packet.bytes()).isEqualTo(32);
    assertThat(packet.udpPackets()).isEqualTo(1);
  }

  @Test
  void a_cooked_header_knows_the_direction() {
    decode("0004 0001 0006 020000000001 0000 0800" + DATAGRAM, LinkType.LINUX_COOKED);
    assertThat(packet.direction()).isEqualTo(Direction.OUTBOUND);

    decode("0800 0000 00000002 0001 00 06 0200000000010000" + DATAGRAM, LinkType.LINUX_COOKED_2);
    assertThat(packet.direction()).isEqualTo(Direction.INBOUND);
  }

  @Test
  void the_type_of_a_question_is_read() {
    String any =
        "45000000 00010000 40110000 c6336407 c000020a 0035 9c40 0000 0000"
            + "1234 8180 0001 0000 0000 0000 07 6578616d706c65 03 636f6d 00 00ff 0001";

    assertThat(decode(any, LinkType.RAW)).isEqualTo(Decoded.PACKET);
    assertThat(packet.dnsQuestion()).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({
    "1234 8180 0001 0000 0000 0000 ff",
    "1234 8180 0001 0000 0000 0000 c00c 00ff 0001",
    "1234 8180 0001 0000 0000 0000 3f 41",
    "1234 8180 0000 0000 0000 0000 00 00ff",
    "1234 8180",
  })
  void a_broken_question_has_no_type(String message) {
    decode(
        "45000000 00010000 40110000 c6336407 c000020a 0035 9c40 0000 0000" + message, LinkType.RAW);

    assertThat(packet.isDnsResponse()).isTrue();
    assertThat(packet.dnsQuestion()).isEqualTo(Packet.NO_QUESTION);
  }

  @Test
  void every_cut_is_told_and_never_read_beyond() {
    byte[] whole =
        HexFormat.of().parseHex(("020000000002 020000000001 0800" + DATAGRAM).replace(" ", ""));
    for (int length = 0; length < whole.length; length++) {
      packet.begin(1, Direction.UNKNOWN, 0);
      Decoded decoded =
          new FrameDecoder().decode(whole, 0, length, whole.length, LinkType.ETHERNET, packet);
      // the ports are there once UDP's header is
      assertThat(decoded).isEqualTo(length < 42 ? Decoded.CUT : Decoded.PACKET);
    }
  }

  @Test
  void whatever_the_bytes_nothing_is_thrown() {
    Random random = new Random(5);
    FrameDecoder decoder = new FrameDecoder();
    byte[] bytes = new byte[160];
    for (int round = 0; round < 300_000; round++) {
      random.nextBytes(bytes);
      bytes[12] = (byte) (random.nextBoolean() ? 0x86 : 0x08);
      bytes[13] = (byte) (bytes[12] == 0x08 ? 0x00 : 0xdd);
      bytes[14] = (byte) (bytes[12] == 0x08 ? 0x45 : 0x60);
      bytes[20] = (byte) (random.nextInt(8) == 0 ? 60 : random.nextInt(70));
      LinkType link = LinkType.values()[random.nextInt(LinkType.values().length)];
      int from = random.nextInt(20);
      packet.begin(1, Direction.UNKNOWN, 0);
      assertThat(
              decoder.decode(
                  bytes, from, from + random.nextInt(140), random.nextInt(), link, packet))
          .isNotNull();
    }
  }
}
