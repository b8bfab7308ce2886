package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetCommandsTest {
  @TempDir Path folder;
  private CannedDaemon daemon;

  @BeforeEach
  void open() throws IOException {
    daemon = new CannedDaemon(folder);
    daemon
        .answers("GET /net/stats", stats(0, 1_000, 0))
        .answers("GET /net/stats", stats(2, 3_000, 50))
        .answers("GET /net/flows?limit=1000", flows(100, 200))
        .answers("GET /net/flows?limit=1000", flows(4_100, 200));
  }

  @AfterEach
  void close() throws IOException {
    daemon.close();
  }

  private static String count(long packets) {
    return "{\"packets\":%d,\"bytes\":%d}".formatted(packets, packets * 100);
  }

  private static String stats(int second, long packets, long blocked) {
    String none = count(0);
    return ("{\"at\":\"2026-11-23T12:00:0%dZ\",\"health\":\"degraded\",\"reason\":\"x\","
            + "\"degradations\":[{\"name\":\"xdp.skb\",\"why\":\"eth0 has no native mode\"}],"
            + "\"interfaces\":[{\"name\":\"eth0\",\"mode\":\"skb\",\"total\":%s,\"protocols\":"
            + "{\"tcp\":%s,\"udp\":%s},\"verdicts\":{\"blocked\":%s,\"allowed\":%s}}],"
            + "\"events\":{\"reported\":7,\"lost\":1,\"withheld\":2},\"filters\":"
            + "[{\"rule\":\"no_telnet\",\"packets\":1200}]}")
        .formatted(second, count(packets), count(packets), none, count(blocked), none);
  }

  private static String flows(long first, long second) {
    return "{\"flows\":[%s,%s]}"
        .formatted(flow("203.0.113.9", 4_000, first), flow("2001:db8::1", 0, second));
  }

  private static String flow(String from, int port, long bytes) {
    return ("{\"opener\":\"%s\",\"opener_port\":%d,\"peer\":\"192.0.2.1\",\"peer_port\":22,"
            + "\"protocol\":6,\"sent\":{\"packets\":1,\"bytes\":%d},\"received\":{\"packets\":0,"
            + "\"bytes\":0},\"verdict\":\"blocked\",\"state\":\"established\","
            + "\"first_seen\":\"2026-11-23T11:00:00Z\",\"last_seen\":\"2026-11-23T12:00:00Z\"}")
        .formatted(from, port, bytes);
  }

  @Test
  void figures_are_since_the_start_and_a_second_by_the_daemons_clock() {
    Map<String, String> wide = Map.of("COLUMNS", "120", "NO_COLOR", "1");
    Ran ran = Ran.in(FakeTerminal.forPeople(wide), daemon.with("net", "stats", "--for", "1ms"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern("eth0 +total +skb +3000 +300000 +1000\\.0 +100000\\.0")
        .containsPattern("eth0 +verdict +blocked +50 +5000 +25\\.0")
        .doesNotContain("udp");
    assertThat(ran.err())
        .contains("eth0 has no native mode", "reports to detectors: 7, withheld 2, lost 1")
        .contains("packets that met rules: no_telnet 1,200");
  }

  @Test
  void programs_get_every_figure() {
    Ran ran = daemon.ask("net", "stats", "--for", "1ms");
    assertThat(ran.out().lines()).hasSize(5);
    assertThat(ran.out())
        .contains(
            "{\"interface\":\"eth0\",\"part\":\"protocol\",\"name\":\"udp\",\"packets\":0,"
                + "\"bytes\":0,\"packets_per_second\":0.0,\"bytes_per_second\":0.0}");
  }

  @Test
  void a_screen_of_connections_begins_with_the_liveliest_and_ends_with_q() {
    Map<String, String> small = Map.of("COLUMNS", "100", "LINES", "12", "NO_COLOR", "1");
    FakeTerminal fake = FakeTerminal.forPeople(small, "q");
    Ran ran = Ran.in(fake, daemon.with("net", "top", "--interval", "100ms"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("\u001b[?1049h").endsWith("\u001b[?1049l");
    assertThat(ran.out())
        .contains("eth0 (skb): degraded", "dropped: blocklist", "203.0.113.9:4000", "blocked");
    assertThat(ran.out().indexOf("203.0.113.9")).isLessThan(ran.out().indexOf("2001:db8::1"));
  }

  @Test
  void in_a_pipe_it_looks_once() {
    Ran ran = daemon.ask("net", "top", "--interval", "100ms", "-n", "1");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines()).hasSize(1);
    assertThat(ran.out())
        .contains("\"opener\":\"203.0.113.9:4000\"", "\"bytes\":4100", "\"verdict\":\"blocked\"");
  }

  @Test
  void without_an_interface_the_reason_is_said() throws IOException {
    String nothing =
        "{\"at\":\"2026-11-23T12:00:00Z\",\"health\":\"degraded\",\"reason\":\"no CAP_BPF\","
            + "\"degradations\":[],\"interfaces\":[],\"events\":{},\"filters\":[]}";
    try (CannedDaemon other = new CannedDaemon(Files.createDirectory(folder.resolve("other")))) {
      other
          .answers("GET /net/stats", nothing)
          .answers("GET /net/flows?limit=1000", "{\"flows\":[]}");
      for (String command : new String[] {"stats", "top"}) {
        String pause = command.equals("top") ? "--interval" : "--for";
        Ran ran = other.ask("net", command, pause, "100ms");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("no interface is guarded: no CAP_BPF\n");
      }
    }
  }
}
