package io.ironpost.daemon.config;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.detect.AmplificationSettings;
import io.ironpost.ebpf.detect.BeaconSettings;
import io.ironpost.ebpf.detect.BruteForceSettings;
import io.ironpost.ebpf.detect.DetectorSettings;
import io.ironpost.ebpf.detect.EgressSettings;
import io.ironpost.ebpf.detect.FloodSettings;
import io.ironpost.ebpf.detect.ScanSettings;
import io.ironpost.ebpf.detect.SynFloodSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `[ebpf.detectors]`: when a run of packets is a flood, a scan, a beacon. Whether that is an
/// alert, and how severe, say the rules for `product: ironpost`, `service: network`.
public final class DetectorKeys {
  private static final DetectorSettings USUAL = DetectorSettings.defaults();
  private static final int MANY = 100_000_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  static final Key<Long> SYN_PERCENT =
      Keys.whole(
          "syn_flood_percent",
          Math.round(USUAL.synFlood().ratio() * 100),
          1,
          100,
          "A SYN flood: least share of SYNs among a source's TCP packets.");
  static final Key<Long> SYN_MIN =
      count(
          "syn_flood_min_packets",
          USUAL.synFlood().minPackets(),
          "and this many TCP packets at least within the window.");
  static final Key<Long> SYN_TARGET =
      count(
          "syn_flood_per_target",
          USUAL.synFlood().minSynsToTarget(),
          "or this many SYNs to one target within the window, from many sources.");
  static final Key<Duration> SYN_WINDOW = window("syn_flood_window", USUAL.synFlood().window());
  static final Key<Long> PORTS =
      ports("port_scan_ports", USUAL.portScan(), "A port scan: this many ports of one host.");
  static final Key<Duration> PORTS_WINDOW = window("port_scan_window", USUAL.portScan().window());
  static final Key<Long> SLOW =
      ports("slow_scan_ports", USUAL.slowScan(), "A slow scan: this many ports of one host.");
  static final Key<Duration> SLOW_WINDOW = window("slow_scan_window", USUAL.slowScan().window());
  static final Key<Long> SWEEP =
      ports("host_sweep_hosts", USUAL.hostSweep(), "A sweep: one port of this many hosts.");
  static final Key<Duration> SWEEP_WINDOW = window("host_sweep_window", USUAL.hostSweep().window());
  static final Key<Long> ODD =
      ports(
          "odd_flags_ports",
          USUAL.oddFlags(),
          "A NULL, FIN or Xmas scan: this many ports with flags that no TCP sends.");
  static final Key<Duration> ODD_WINDOW = window("odd_flags_window", USUAL.oddFlags().window());
  static final Key<Long> UDP_SOURCE =
      count(
          "udp_flood_per_source",
          USUAL.udpFlood().perSource(),
          "Unanswered packets of one source.");
  static final Key<Long> UDP_TARGET =
      count(
          "udp_flood_per_target",
          USUAL.udpFlood().perTarget(),
          "Unanswered packets to one target.");
  static final Key<Duration> UDP_WINDOW = window("udp_flood_window", USUAL.udpFlood().window());
  static final Key<Long> ICMP_SOURCE =
      count("icmp_flood_per_source", USUAL.icmpFlood().perSource(), "Packets of one source.");
  static final Key<Long> ICMP_TARGET =
      count("icmp_flood_per_target", USUAL.icmpFlood().perTarget(), "Packets to one target.");
  static final Key<Duration> ICMP_WINDOW = window("icmp_flood_window", USUAL.icmpFlood().window());
  static final Key<Long> DNS_ANSWERS =
      count(
          "dns_amplification_answers",
          USUAL.amplification().responses(),
          "DNS amplification: this many large answers that nobody asked for, to one target.");
  static final Key<Duration> DNS_WINDOW =
      window("dns_amplification_window", USUAL.amplification().window());
  static final Key<Long> GUESSES =
      count(
          "brute_force_connections",
          USUAL.bruteForce().connections(),
          "Connections of one source to one service where people log in.");
  static final Key<Duration> GUESSES_WINDOW =
      window("brute_force_window", USUAL.bruteForce().window());
  static final Key<List<String>> LOGIN_PORTS =
      portList("login_ports", USUAL.bruteForce().loginPorts(), "Where people log in.");
  static final Key<List<String>> DATABASE_PORTS =
      portList(
          "database_ports",
          USUAL.bruteForce().databasePorts(),
          "Where programs log in; sources with private addresses do not count.");
  static final Key<Long> BEATS =
      Keys.whole(
          "beacon_intervals",
          USUAL.beacon().intervals(),
          4,
          256,
          "A beacon: this many like pauses between connections to one host outside.");
  static final Key<Long> JITTER =
      Keys.whole(
          "beacon_jitter_percent",
          Math.round(USUAL.beacon().jitter() * 100),
          1,
          100,
          "How far a pause may be off the usual one.");
  static final Key<List<String>> EGRESS =
      Keys.texts(
          "expected_egress",
          0,
          TextRule.NOT_EMPTY,
          List.of(),
          "Where this host may open connections to; with this and expected_ports empty, anywhere.");
  static final Key<List<String>> EGRESS_PORTS =
      portList(
          "expected_ports", Set.of(), "Ports that this host may open connections to anywhere.");
  static final Key<Long> MAX_KEYS =
      Keys.whole(
          "max_keys",
          DetectorSettings.DEFAULT_MAX_KEYS,
          64,
          1 << 22,
          "Sources, targets or pairs that each detector remembers; those with the least evidence go"
              + " first.");
  static final Key<Long> MAX_FLOWS =
      Keys.whole(
          "max_flows",
          DetectorSettings.DEFAULT_MAX_FLOWS,
          64,
          1 << 22,
          "Connections remembered at a time.");
  static final Key<Duration> QUIET =
      Keys.span(
          "quiet",
          USUAL.quiet(),
          SHORTEST,
          LONGEST,
          "After this long without more evidence an episode is over, and the next is told anew.");

  private DetectorKeys() {}

  private static Key<Long> count(String name, long byDefault, String about) {
    return Keys.whole(name, byDefault, 1, MANY, about);
  }

  private static Key<Long> ports(String name, ScanSettings usual, String about) {
    return Keys.whole(name, usual.distinct(), 1, 1_024, about);
  }

  private static Key<Duration> window(String name, Duration byDefault) {
    return Keys.span(name, byDefault, SHORTEST, LONGEST, "Within this time.");
  }

  private static Key<List<String>> portList(String name, Set<Integer> byDefault, String about) {
    List<String> texts = byDefault.stream().sorted().map(String::valueOf).toList();
    return Keys.texts(name, 0, TextRule.NOT_EMPTY, texts, about);
  }

  static Section section() {
    return new Section(
        "ebpf.detectors",
        "EBPF_DETECTORS",
        "When a run of packets is a flood, a scan, a beacon.",
        List.of(
            SYN_PERCENT,
            SYN_MIN,
            SYN_TARGET,
            SYN_WINDOW,
            PORTS,
            PORTS_WINDOW,
            SLOW,
            SLOW_WINDOW,
            SWEEP,
            SWEEP_WINDOW,
            ODD,
            ODD_WINDOW,
            UDP_SOURCE,
            UDP_TARGET,
            UDP_WINDOW,
            ICMP_SOURCE,
            ICMP_TARGET,
            ICMP_WINDOW,
            DNS_ANSWERS,
            DNS_WINDOW,
            GUESSES,
            GUESSES_WINDOW,
            LOGIN_PORTS,
            DATABASE_PORTS,
            BEATS,
            JITTER,
            EGRESS,
            EGRESS_PORTS,
            MAX_KEYS,
            MAX_FLOWS,
            QUIET),
        DetectorKeys::check);
  }

  private static void check(Config config, Problems problems) {
    for (Key<List<String>> key : List.of(LOGIN_PORTS, DATABASE_PORTS, EGRESS_PORTS)) {
      problems.require(
          config.get(key).stream().allMatch(DetectorKeys::isPort),
          config.setting(key),
          "must be ports from 1 to 65535");
    }
    problems.require(
        config.get(EGRESS).stream().allMatch(text -> IpPrefix.of(text).isPresent()),
        config.setting(EGRESS),
        "must be addresses and networks, as 192.0.2.7 or 10.0.0.0/8");
  }

  private static boolean isPort(String text) {
    return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535;
  }

  /// A checked configuration as settings.
  public static DetectorSettings settings(Config config) {
    SynFloodSettings syn = USUAL.synFlood();
    BeaconSettings beacon = USUAL.beacon();
    return new DetectorSettings(
        new SynFloodSettings(
            config.get(SYN_PERCENT) / 100.0,
            whole(config, SYN_MIN),
            whole(config, SYN_TARGET),
            syn.minSources(),
            config.get(SYN_WINDOW)),
        scan(config, PORTS, PORTS_WINDOW),
        scan(config, SLOW, SLOW_WINDOW),
        scan(config, SWEEP, SWEEP_WINDOW),
        scan(config, ODD, ODD_WINDOW),
        flood(config, UDP_SOURCE, UDP_TARGET, UDP_WINDOW),
        flood(config, ICMP_SOURCE, ICMP_TARGET, ICMP_WINDOW),
        new AmplificationSettings(
            whole(config, DNS_ANSWERS), USUAL.amplification().largeBytes(), config.get(DNS_WINDOW)),
        new BruteForceSettings(
            whole(config, GUESSES),
            config.get(GUESSES_WINDOW),
            portSet(config, LOGIN_PORTS),
            portSet(config, DATABASE_PORTS)),
        new BeaconSettings(
            whole(config, BEATS), config.get(JITTER) / 100.0, beacon.shortest(), beacon.longest()),
        egress(config),
        whole(config, MAX_KEYS),
        whole(config, MAX_FLOWS),
        config.get(QUIET));
  }

  private static int whole(Config config, Key<Long> key) {
    return Math.toIntExact(config.get(key));
  }

  private static ScanSettings scan(Config config, Key<Long> distinct, Key<Duration> window) {
    return new ScanSettings(whole(config, distinct), config.get(window));
  }

  private static FloodSettings flood(
      Config config, Key<Long> perSource, Key<Long> perTarget, Key<Duration> window) {
    return new FloodSettings(
        whole(config, perSource), whole(config, perTarget), config.get(window));
  }

  private static EgressSettings egress(Config config) {
    return new EgressSettings(
        config.get(EGRESS).stream().map(IpPrefix::of).flatMap(Optional::stream).toList(),
        portSet(config, EGRESS_PORTS));
  }

  private static Set<Integer> portSet(Config config, Key<List<String>> key) {
    return config.get(key).stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
