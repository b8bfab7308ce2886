package io.ironpost.ebpf.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.ebpf.packet.Decoded;
import io.ironpost.ebpf.packet.Packet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureReaderTest {
  private static final int MICROS = 0xa1b2c3d4;
  private static final int NANOS = 0xa1b23c4d;
  private static final int ETHERNET = 1;

  /// All of a capture.
  ///
  /// @param packets time, addresses and ports
  private record Read(List<String> packets, CaptureSummary summary) {}

  private static Read read(byte[] file) throws IOException {
    CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file));
    List<String> packets = new ArrayList<>();
    Packet packet = new Packet();
    while (reader.next(packet)) {
      packets.add(
          "%s %s:%d > %s:%d"
              .formatted(
                  Instant.EPOCH.plusNanos(packet.timeNanos()),
                  packet.source(),
                  packet.sourcePort(),
                  packet.target(),
                  packet.targetPort()));
    }
    return new Read(packets, reader.summary());
  }

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pcap_is_read_in_both_orders_with_micro_and_nanoseconds(ByteOrder order) throws IOException {
    byte[] micros =
        CaptureFile.pcap(order, MICROS, ETHERNET)
            .record(1_700_000_000, 5, CaptureFile.SYN, CaptureFile.SYN.length)
            .bytes();
    byte[] nanos =
        CaptureFile.pcap(order, NANOS, ETHERNET)
            .record(1_700_000_000, 5, CaptureFile.SYN, CaptureFile.SYN.length)
            .bytes();

    assertThat(read(micros).packets())
        .containsExactly("2023-11-14T22:13:20.000005Z 1.2.3.4:40000 > 192.0.2.10:22");
    assertThat(read(nanos).packets())
        .containsExactly("2023-11-14T22:13:20.000000005Z 1.2.3.4:40000 > 192.0.2.10:22");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pcapng_is_read_in_both_orders_with_several_sections(ByteOrder order) throws IOException {
    CaptureFile file =
        new CaptureFile(order)
            .section()
            .anInterface(ETHERNET, 0)
            .block(5, 20, b -> {}) // statistics
            .enhanced(0, 1_700_000_000_000_001L, CaptureFile.SYN)
            .simple(CaptureFile.SYN, CaptureFile.SYN.length)
            .section()
            .anInterface(101, 9, 0)
            .anInterface(ETHERNET, 9, 100)
            .enhanced(1, 1_700_000_000_000_000_007L, CaptureFile.SYN);

    assertThat(read(file.bytes()).packets())
        .containsExactly(
            "2023-11-14T22:13:20.000001Z 1.2.3.4:40000 > 192.0.2.10:22",
            "2023-11-14T22:13:20.000001Z 1.2.3.4:40000 > 192.0.2.10:22",
            "2023-11-14T22:15:00.000000007Z 1.2.3.4:40000 > 192.0.2.10:22");
  }

  @Test
  void sections_may_differ_in_their_order() throws IOException {
    byte[] little =
        new CaptureFile(ByteOrder.LITTLE_ENDIAN)
            .section()
            .anInterface(ETHERNET, 0)
            .enhanced(0, 1, CaptureFile.SYN)
            .bytes();
    byte[] big =
        new CaptureFile(ByteOrder.BIG_ENDIAN)
            .section()
            .anInterface(ETHERNET, 0)
            .enhanced(0, 2, CaptureFile.SYN)
            .bytes();
    byte[] both = Arrays.copyOf(little, little.length + big.length);
    System.arraycopy(big, 0, both, little.length, big.length);

    assertThat(read(both).packets()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "6, 1700000000123456, 0, 1700000000123456000",
    "9, 1700000000123456789, 0, 1700000000123456789",
    "12, 1700000000123456, 0, 1700000000123",
    "0, 1700000000, 0, 1700000000000000000",
    "138, 1740800000512, 0, 1700000000500000000", // 2^-10 s
    "160, 4294967296, 5, 6000000000", // 2^-32 s, five seconds later
    "19, -1, 0, 1844674407", // unsigned
    "0, -1, 0, 4611686018427387903",
    "200, 77, 0, 0",
    "6, 5, -9, 0",
  })
  void times_are_read_in_every_unit(int resolution, long ticks, long offset, long nanos) {
    assertThat(Times.ofTicks(ticks, resolution, offset)).isEqualTo(nanos);
  }

  @Test
  void what_is_no_packet_is_counted_by_its_kind() throws IOException {
    byte[] arp = CaptureFile.SYN.clone();
    arp[13] = 6;
    byte[] broken = CaptureFile.SYN.clone();
    broken[14] = 0x41;
    Read read =
        read(
            CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, MICROS, ETHERNET)
                .record(10, 0, arp, arp.length)
                .record(11, 0, broken, broken.length)
                .record(12, 0, Arrays.copyOf(CaptureFile.SYN, 30), CaptureFile.SYN.length)
                .record(13, 0, CaptureFile.SYN, CaptureFile.SYN.length)
                .record(9, 0, CaptureFile.SYN, CaptureFile.SYN.length)
                .bytes());

    assertThat(read.summary().frames())
        .containsEntry(Decoded.NOT_IP, 1L)
        .containsEntry(Decoded.MALFORMED, 1L)
        .containsEntry(Decoded.CUT, 1L)
        .containsEntry(Decoded.PACKET, 2L);
    assertThat(read.summary().first()).isEqualTo(Instant.ofEpochSecond(9));
    assertThat(read.summary().last()).isEqualTo(Instant.ofEpochSecond(13));
    assertThat(read.summary().isCut()).isFalse();
  }

  @Test
  void a_link_type_that_is_not_read_is_counted() throws IOException {
    Read read =
        read(
            CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, MICROS, 105)
                .record(10, 0, CaptureFile.SYN, CaptureFile.SYN.length)
                .bytes());

    assertThat(read.summary().frames()).containsOnlyKeys(Decoded.UNKNOWN_LINK);
  }

  static Stream<byte[]> files() {
    return Stream.of(
        CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, MICROS, ETHERNET)
            .record(10, 0, CaptureFile.SYN, CaptureFile.SYN.length)
            .record(11, 0, CaptureFile.SYN, CaptureFile.SYN.length)
            .bytes(),
        new CaptureFile(ByteOrder.BIG_ENDIAN)
            .section()
            .anInterface(ETHERNET, 9, 0)
            .enhanced(0, 1, CaptureFile.SYN)
            .simple(CaptureFile.SYN, CaptureFile.SYN.length)
            .bytes());
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_that_ends_anywhere_is_read_up_to_there(byte[] file) throws IOException {
    int most = read(file).packets().size();
    for (int length = 28; length < file.length; length++) {
      Read read = read(Arrays.copyOf(file, length));
      assertThat(read.packets()).hasSizeLessThanOrEqualTo(most);
    }
    assertThat(read(Arrays.copyOf(file, file.length - 1)).summary().isCut()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatever_is_changed_only_damage_is_told(byte[] file) {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = file.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        read(changed);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(CaptureDamagedException.class);
      }
    }
  }

  @Test
  void lengths_that_no_capture_has_are_damage() {
    byte[] file =
        CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, MICROS, ETHERNET)
            .record(10, 0, CaptureFile.SYN, CaptureFile.SYN.length)
            .bytes();
    file[24 + 11] = 0x7f;

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CaptureDamagedException.class)
        .hasMessageContaining("a packet claims");
  }

  @Test
  void what_is_no_capture_is_refused() {
    byte[] text = "Jun 14 15:16:01 web1 sshd[1]: hello".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> read(text)).hasMessageContaining("neither pcap nor pcapng");
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("neither");
  }
}
