package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packet captures given to `try` and `replay`, like any log.
final class TryCaptureTest {
  private static final int SCANNER = 203 << 24 | 113 << 8 | 7;
  private static final int HOST = 192 << 24 | 2 << 8 | 10;

  @TempDir private Path folder;

  /// A SYN a second to one port after the other, as raw IP.
  private static byte[] scan(int ports) {
    ByteBuffer file = ByteBuffer.allocate(24 + ports * 56).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
    file.putInt(65_535).putInt(101);
    for (int port = 1; port <= ports; port++) {
      file.order(ByteOrder.LITTLE_ENDIAN);
      file.putInt(1_780_000_000 + port).putInt(0).putInt(40).putInt(40);
      file.order(ByteOrder.BIG_ENDIAN);
      file.putInt(0x45000028).putInt(0).putInt(0x40060000).putInt(SCANNER).putInt(HOST);
      file.putInt(40_000 << 16 | port).putInt(1).putInt(0).putInt(0x5002_ffff).putInt(0);
    }
    return file.array();
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  @Test
  void a_scan_is_found_with_its_address_and_its_proof() throws IOException {
    Ran ran = Ran.piped("try", file("scan.pcap", scan(30)), "-o", "table", "--evidence");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("Port scan seen on the wire", "src_ip=203.0.113.7", "dst_ip=192.0.2.10")
        .contains("tried 20 ports of 192.0.2.10 within 20 s in vain");
    assertThat(ran.err()).contains("scan.pcap: 30 packets of 0 min 29 s, 1 observation");
  }

  @Test
  void packed_in_a_folder_or_replayed_it_is_found_too() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(scan(30));
    }
    String name = file("scan.pcap.gz", packed.toByteArray());

    assertThat(Ran.piped("try", folder.toString()).out()).contains("wire_port_scan");
    assertThat(Ran.piped("replay", name, "--fail-on", "medium").exit()).isEqualTo(1);
  }

  @Test
  void the_data_says_what_a_capture_held() throws IOException {
    Ran ran = Ran.piped("try", file("few.pcap", scan(3)), "-o", "json");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("\"captures\"", "\"packets\": 3", "\"first\": \"2026-05-28T20:26:41Z\"");
  }

  @Test
  void a_capture_that_was_interrupted_is_read_up_to_there() throws IOException {
    byte[] whole = scan(30);
    Ran ran = Ran.piped("try", file("cut.pcap", Arrays.copyOf(whole, whole.length - 10)));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("wire_port_scan");
    assertThat(ran.err()).contains("29 packets").contains("its end is missing");
  }

  @Test
  void damage_fails_the_command_and_what_stands_before_it_is_found() throws IOException {
    byte[] damaged = scan(30);
    damaged[24 + 25 * 56 + 11] = 0x7f; // a length
    Ran ran = Ran.piped("try", file("damaged.pcap", damaged));

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("wire_port_scan");
    assertThat(ran.err()).contains("damaged capture: a packet claims");
  }
}
