package io.ironpost.ebpf.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Privileges;
import io.ironpost.testkit.Veth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real scanners and floods against a namespace, recorded by tcpdump.
class ScannersOnTheWireTest {
  private static final Pattern DETECTOR = Pattern.compile("\"detector\":\"([a-z_]+)\"");

  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static Veth wire;

  @BeforeAll
  static void connects() {
    for (Privileges.Check check :
        List.of(
            Privileges.namespaces(),
            Privileges.tool("tcpdump"),
            Privileges.tool("nmap"),
            Privileges.tool("hping3"))) {
      assumeTrue(check.met(), check.reason());
    }
    NetworkNamespace attacker = NetworkNamespace.create("scanner");
    OPEN.add(attacker);
    NetworkNamespace victim = NetworkNamespace.create("scanned");
    OPEN.add(victim);
    wire = Veth.between(attacker, victim);
    wire.fixNeighbours();
    attacker.ip("route", "add", "198.51.100.0/24", "via", text(wire.right()));
    victim.ip("route", "add", "default", "via", text(wire.left()));
  }

  @AfterAll
  static void disconnects() throws Exception {
    for (AutoCloseable one : OPEN) {
      one.close();
    }
  }

  private static String text(Veth.Side side) {
    return side.ipv4().getHostAddress();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "port_scan, nmap -Pn -n -T5 -sS -p1-60 TARGET",
    "port_scan, nmap -Pn -n -T5 -sT -p1-60 TARGET",
    "port_scan, nmap -Pn -n -T5 -sU -p1-30 --max-retries 0 TARGET",
    "port_scan, nmap -6 -Pn -n -T5 -sS -p1-60 TARGET6",
    "fin_scan, nmap -Pn -n -T5 -sF -p1-20 TARGET",
    "xmas_scan, nmap -Pn -n -T5 -sX -p1-20 TARGET",
    "null_scan, nmap -Pn -n -T5 -sN -p1-20 TARGET",
    "host_sweep, nmap -Pn -n -T5 -sS -p22 --max-retries 0 198.51.100.1-50",
    "host_sweep, nmap -sn -n -T5 -PE --max-retries 0 198.51.100.1-50",
    "syn_flood, hping3 -q -S -p 80 -i u200 -c 500 TARGET",
    "syn_flood_distributed, hping3 -q -S -p 80 --rand-source -i u100 -c 2000 TARGET",
    "udp_flood, hping3 -q --udp -p 4000 --faster -c 11000 TARGET",
    "icmp_flood, hping3 -q --icmp -i u100 -c 1500 TARGET",
  })
  void is_told_with_the_right_addresses(String detector, String command, @TempDir Path folder)
      throws Exception {
    String words =
        command
            .replace("TARGET6", wire.right().ipv6().getHostAddress())
            .replace("TARGET", text(wire.right()));
    Wiretap tap = Wiretap.on(wire, folder.resolve("wire.pcap"));
    try (tap) {
      wire.left().namespace().run(words.split(" "));
    }

    List<String> findings = tap.findings();
    assertThat(findings).extracting(ScannersOnTheWireTest::detector).containsOnly(detector);
    String who = detector.endsWith("_distributed") ? "dst_ip" : "src_ip";
    Veth.Side side = who.equals("dst_ip") ? wire.right() : wire.left();
    assertThat(findings)
        .allMatch(line ->
            line.contains("\"%s\":\"%s\"".formatted(who, text(side)))
                || line.contains("\"src_ip\":\"fd77::"));
  }

  private static String detector(String finding) {
    Matcher matcher = DETECTOR.matcher(finding);
    return matcher.find() ? matcher.group(1) : finding;
  }
}
