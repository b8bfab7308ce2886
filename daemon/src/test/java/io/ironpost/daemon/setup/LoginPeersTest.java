package io.ironpost.daemon.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginPeersTest {
  @TempDir Path root;

  @BeforeEach
  void somebodyRuns() throws IOException {
    Files.createDirectories(root.resolve("proc/41"));
    Files.createDirectories(root.resolve("run/systemd/sessions"));
  }

  @Test
  void the_addresses_of_living_sessions_are_found_in_utmp() throws IOException {
    ByteBuffer utmp = ByteBuffer.allocate(4 * 384).order(ByteOrder.nativeOrder());
    record(utmp, 0, 7, 41, new byte[] {(byte) 203, 0, 113, 9});
    record(utmp, 1, 7, 42, new byte[] {(byte) 203, 0, 113, 10}); // its process is gone
    record(utmp, 2, 8, 41, new byte[] {(byte) 203, 0, 113, 11}); // its session is over
    record(
        utmp, 3, 7, 41, new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5});
    Files.write(root.resolve("run/utmp"), utmp.array());
    assertThat(new LoginPeers(root).addresses())
        .map(Object::toString)
        .containsExactly("203.0.113.9", "2001:db8::5");
  }

  private static void record(ByteBuffer utmp, int number, int type, int pid, byte[] address) {
    utmp.putShort(number * 384, (short) type).putInt(number * 384 + 4, pid);
    utmp.put(number * 384 + 348, address);
  }

  @Test
  void where_there_is_no_utmp_sessions_of_logind_tell() throws IOException {
    Files.writeString(
        root.resolve("run/systemd/sessions/3"), "UID=0\nREMOTE=1\nREMOTE_HOST=198.51.100.7\n");
    Files.writeString(root.resolve("run/systemd/sessions/4"), "UID=0\nREMOTE=0\n");
    assertThat(new LoginPeers(root).addresses())
        .map(Object::toString)
        .containsExactly("198.51.100.7");
  }

  @Test
  void a_session_that_cannot_be_read_hides_no_other() throws IOException {
    for (int i = 0; i < 20; i++) { // in whatever order the folder tells them
      Files.write(root.resolve("run/systemd/sessions/" + i), new byte[] {(byte) 0xff, (byte) 0xfe});
    }
    Files.writeString(root.resolve("run/systemd/sessions/30"), "REMOTE_HOST=198.51.100.7\n");
    assertThat(new LoginPeers(root).addresses())
        .map(Object::toString)
        .containsExactly("198.51.100.7");
  }

  @Test
  void rubbish_is_nobody() throws IOException {
    Files.write(root.resolve("run/utmp"), new byte[500]);
    Files.write(root.resolve("run/systemd/sessions/1"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(new LoginPeers(root).addresses()).isEmpty();
  }
}
