package io.ironpost.daemon.config;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.Family;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Member;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.Setting;
import io.ironpost.core.config.TextRule;
import io.ironpost.core.net.IpPrefix;
import java.util.List;
import java.util.regex.Pattern;

/// `[ebpf]` and what is below it: packets and processes, seen and stopped in the kernel.
public final class EbpfKeys {
  private static final List<String> PROTOCOLS = List.of("any", "tcp", "udp", "icmp", "icmpv6");

  /// One port, or the first and the last of several.
  private static final Pattern PORTS = Pattern.compile("\\d{1,5}(?:-\\d{1,5})?");

  private static final int MAX_PORT = 65_535;

  public static final Key<Boolean> ENABLED =
      Keys.flag("enabled", false, "Whether packets and processes are watched.");
  public static final Key<String> INTERFACE =
      Keys.text(
          "interface",
          TextRule.ANY,
          "auto",
          "The network interfaces to guard, as \"eth0, eth1\"; auto for that of the default route.");
  public static final Key<String> MODE =
      Keys.choice(
          "xdp_mode",
          "auto",
          List.of("auto", "native", "skb", "hw"),
          "Where packets are judged: in the driver (native), behind it (skb), or on the card (hw)."
              + " auto takes the driver and falls back to skb, hw likewise.");
  public static final Key<Long> RING =
      Keys.whole(
          "ring_buffer_size",
          262_144,
          1,
          1 << 30,
          "Bytes between kernel and program for packets' events; rounded up to a power of two of"
              + " pages.");
  public static final Key<Long> BLOCKLIST_MAX =
      Keys.whole(
          "blocklist_max_entries",
          10_000,
          1,
          10_000_000,
          "Addresses and networks blocked at most by actions and people; feeds have room of their"
              + " own.");
  public static final Key<Long> FEED_MAX =
      Keys.whole(
          "feed_max_entries",
          1_000_000,
          1,
          4_000_000, // kept as text, made in a heap of 512 MB
          "Networks of imported lists at most, all lists together.");
  public static final Key<Boolean> PACKETS =
      Keys.flag("packets", true, "Whether packets are guarded and their detectors run.");
  public static final Key<Boolean> EGRESS =
      Keys.flag("egress", true, "Whether packets that leave are watched too (beaconing).");
  public static final Key<Boolean> PROCESSES =
      Keys.flag("processes", true, "Whether programs that start are judged by rules.");
  public static final Key<Boolean> CONNECTIONS =
      Keys.flag("connections", true, "Whether connections of programs are judged by rules.");
  public static final Key<String> PIN_PATH =
      Keys.text(
          "pin_path",
          TextRule.ANY,
          "/sys/fs/bpf/ironpost",
          "A folder on a bpffs where blocking is kept while the program is killed and started"
              + " again; empty for nowhere.");
  public static final Key<Boolean> KEEP_AFTER_STOP =
      Keys.flag(
          "keep_after_stop",
          false,
          "Whether blocks go on when the program is stopped in good order, until they expire. After"
              + " a crash they do in any case.");

  public static final Key<Boolean> MEASURE =
      Keys.flag(
          "measure_cost",
          false,
          "Whether the kernel measures what each packet costs; that itself costs some 20 ns a"
              + " packet.");

  private static final Key<String> ACTION =
      Keys.choice(
          "action",
          "",
          List.of("block", "monitor", "pass", "rate_limit"),
          "What is done with packets that fit.");
  public static final Key<String> SOURCE =
      Keys.text("source", TextRule.ANY, "", "Packets from these addresses only, as 10.0.0.0/8.");
  public static final Key<String> DESTINATION =
      Keys.text("destination", TextRule.ANY, "", "Packets to these addresses only.");
  public static final Key<String> PROTOCOL =
      Keys.choice("protocol", "any", PROTOCOLS, "Packets of this protocol only.");
  public static final Key<String> PORT =
      Keys.text(
          "port",
          TextRule.ANY,
          "",
          "Packets to this port or these ports only, as 22 or 8000-8999.");
  public static final Key<Long> PER_SECOND =
      Keys.whole(
          "packets_per_second", 1_000, 1, 10_000_000, "How many of one source are let through.");

  /// `[filters.<name>]`: rules for packets, in the order in which they stand in the file.
  public static final Family FILTERS =
      new Family(
          "filters",
          "FILTERS",
          "Rules for packets, looked at after the allowlist and the blocklist.",
          ACTION,
          List.of(SOURCE, DESTINATION, PROTOCOL, PORT),
          List.of(
              variant("block", "Packets that are dropped."),
              variant("monitor", "Packets that are counted and reported."),
              variant("pass", "Packets that no later rule is asked about."),
              variant("rate_limit", "Packets that are dropped when one source sends too many.")));

  private EbpfKeys() {}

  static List<Section> sections() {
    return List.of(
        new Section(
            "ebpf",
            "EBPF",
            "Packets and processes, seen and stopped in the kernel.",
            List.of(
                ENABLED,
                INTERFACE,
                MODE,
                RING,
                BLOCKLIST_MAX,
                FEED_MAX,
                PACKETS,
                EGRESS,
                PROCESSES,
                CONNECTIONS,
                PIN_PATH,
                KEEP_AFTER_STOP,
                MEASURE),
            EbpfKeys::checkInterface),
        DetectorKeys.section());
  }

  private static void checkInterface(Config config, Problems problems) {
    problems.require(
        !config.get(ENABLED) || !config.get(INTERFACE).isBlank(),
        config.setting(INTERFACE),
        "must not be empty when ebpf.enabled is true");
  }

  private static Family.Variant variant(String word, String about) {
    List<Key<?>> own = word.equals("rate_limit") ? List.of(PER_SECOND) : List.of();
    return new Family.Variant(word, about, own, EbpfKeys::checkFilter);
  }

  private static void checkFilter(Member filter, Problems problems) {
    requirePrefix(filter.setting(SOURCE), problems);
    requirePrefix(filter.setting(DESTINATION), problems);
    Setting<String> port = filter.setting(PORT);
    problems.require(
        port.value().isEmpty() || isPorts(port.value()),
        port,
        "must be a port or a range of ports, as 22 or 8000-8999");
    problems.require(
        port.value().isEmpty() || List.of("tcp", "udp").contains(filter.get(PROTOCOL)),
        port,
        "needs protocol = \"tcp\" or \"udp\": other protocols have no ports");
  }

  private static void requirePrefix(Setting<String> setting, Problems problems) {
    problems.require(
        setting.value().isEmpty() || IpPrefix.of(setting.value()).isPresent(),
        setting,
        "must be an address or a network, as 192.0.2.7 or 10.0.0.0/8");
  }

  private static boolean isPorts(String text) {
    if (!PORTS.matcher(text).matches()) {
      return false;
    }
    int dash = text.indexOf('-');
    int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : Integer.parseInt(text.substring(dash + 1));
    return first <= last && last <= MAX_PORT;
  }
}
