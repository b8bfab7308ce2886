package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.Field;
import io.ironpost.ebpf.guard.GuardStatistics.Count;
import io.ironpost.ebpf.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of frame through the program in the kernel: how it is counted, how it is reported.
class ParsingTest {
  private static final Field NOT_MALFORMED = CounterLayout.ALLOWED; // nothing is allowed here

  /// Loading takes longer than all cases together.
  private static LoadedGuard guard;

  /// @param kind which counter it belongs to
  /// @param report what is said of it; empty when nothing is
  record Case(String name, Frame frame, Field kind, Field malformed, String report) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void load() {
    Needs.bpf();
    guard = LoadedGuard.open();
  }

  @BeforeEach
  void forget() {
    guard.forget();
  }

  @AfterAll
  static void unload() {
    if (guard != null) {
      guard.close();
    }
  }

  static Stream<Case> frames() {
    return Stream.of(
        fine(
            "TCP",
            Frame.v4(6).tcp(40000, 22, Frame.SYN),
            CounterLayout.TCP,
            "192.168.0.1:40000 > 10.0.0.2:22 tcp 02 40"),
        fine(
            "TCP with options of IP",
            Frame.ethernet().ipv4("c0a80001", 0, 6, "01010101 01010100").tcp(1, 65535, Frame.RST),
            CounterLayout.TCP,
            "192.168.0.1:1 > 10.0.0.2:65535 tcp 04 48"),
        fine(
            "the longest header of IP",
            Frame.ethernet().ipv4("c0a80001", 0, 6, "01010101".repeat(10)).tcp(1, 2, 0),
            CounterLayout.TCP,
            "192.168.0.1:1 > 10.0.0.2:2 tcp 00 80"),
        fine(
            "UDP",
            Frame.v4(17).udp(40000, 161, "00"),
            CounterLayout.UDP,
            "192.168.0.1:40000 > 10.0.0.2:161 udp 29"),
        fine(
            "a DNS response",
            Frame.v4(17).udp(53, 4000, "1234 8180 0001"),
            CounterLayout.UDP,
            "192.168.0.1:53 > 10.0.0.2:4000 udp dns 34"),
        fine(
            "a DNS query from port 53",
            Frame.v4(17).udp(53, 4000, "1234 0100 0001"),
            CounterLayout.UDP,
            "192.168.0.1:53 > 10.0.0.2:4000 udp 34"),
        fine(
            "port 53 without a DNS header",
            Frame.v4(17).udp(53, 4000, ""),
            CounterLayout.UDP,
            "192.168.0.1:53 > 10.0.0.2:4000 udp 28"),
        fine(
            "ICMP",
            Frame.v4(1).icmp(8, 3),
            CounterLayout.ICMP,
            "192.168.0.1 > 10.0.0.2 icmp 8/3 28"),
        fine(
            "GRE",
            Frame.v4(47).hex("0000 0800"),
            CounterLayout.OTHER,
            "192.168.0.1 > 10.0.0.2 proto 47 24"),
        fine(
            "ICMPv6 in IPv4 is nothing special",
            Frame.v4(58).icmp(128, 0),
            CounterLayout.OTHER,
            "192.168.0.1 > 10.0.0.2 icmp 0/0 28"),
        fine(
            "a first fragment",
            Frame.ethernet().ipv4("c0a80001", 0x2000, 17, "").udp(5, 6, "0000"),
            CounterLayout.UDP,
            "192.168.0.1:5 > 10.0.0.2:6 udp 30"),
        fine(
            "a later fragment",
            Frame.ethernet().ipv4("c0a80001", 0x0001, 17, "").hex("00050006 0000"),
            CounterLayout.UDP,
            "192.168.0.1 > 10.0.0.2 fragment 17 26"),
        fine(
            "one tag",
            Frame.ethernet().tag(5).ipv4(6).tcp(3, 4, Frame.SYN),
            CounterLayout.TCP,
            "192.168.0.1:3 > 10.0.0.2:4 tcp 02 40"),
        fine(
            "two tags",
            Frame.ethernet().serviceTag(5).tag(6).ipv4(6).tcp(3, 4, Frame.SYN),
            CounterLayout.TCP,
            "192.168.0.1:3 > 10.0.0.2:4 tcp 02 40"),
        fine(
            "the old outer tag",
            Frame.ethernet().hex("9100 0001").tag(6).ipv6(17).udp(3, 4, ""),
            CounterLayout.UDP,
            "2001:db8::1:3 > 2001:db8::2:4 udp 48"),
        fine(
            "three tags",
            Frame.ethernet().tag(5).tag(6).tag(7).ipv4(6).tcp(3, 4, 2),
            CounterLayout.NON_IP,
            ""),
        fine("ARP", Frame.ethernet().arp(), CounterLayout.ARP, ""),
        fine("tagged ARP", Frame.ethernet().tag(9).arp(), CounterLayout.ARP, ""),
        fine("LLDP", Frame.ethernet().hex("88cc 0207"), CounterLayout.NON_IP, ""),
        fine(
            "TCP over IPv6",
            Frame.v6(6).tcp(40000, 22, Frame.SYN),
            CounterLayout.TCP,
            "2001:db8::1:40000 > 2001:db8::2:22 tcp 02 60"),
        fine(
            "ICMPv6",
            Frame.v6(58).icmp(128, 0),
            CounterLayout.ICMP_V6,
            "2001:db8::1 > 2001:db8::2 icmp 128/0 48"),
        fine(
            "no next header",
            Frame.v6(59),
            CounterLayout.OTHER,
            "2001:db8::1 > 2001:db8::2 proto 59 40"),
        fine(
            "ESP ends the chain",
            Frame.v6(0).options(50, 0).hex("00000001 00000001"),
            CounterLayout.OTHER,
            "2001:db8::1 > 2001:db8::2 proto 50 56"),
        fine(
            "every extension header",
            Frame.v6(0)
                .options(60, 1)
                .options(43, 0)
                .options(44, 2)
                .fragment(51, 0)
                .authentication(60, 4)
                .options(6, 0)
                .tcp(7, 8, Frame.FIN),
            CounterLayout.TCP,
            "2001:db8::1:7 > 2001:db8::2:8 tcp 01 148"),
        fine(
            "a first fragment of IPv6",
            Frame.v6(44).fragment(17, 0).udp(5, 6, ""),
            CounterLayout.UDP,
            "2001:db8::1:5 > 2001:db8::2:6 udp 56"),
        fine(
            "a later fragment of IPv6",
            Frame.v6(44).fragment(17, 1).hex("00050006"),
            CounterLayout.UDP,
            "2001:db8::1 > 2001:db8::2 fragment 17 52"),
        fine(
            "eight extension headers",
            Frame.v6(60)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(6, 0)
                .tcp(7, 8, Frame.SYN),
            CounterLayout.TCP,
            "2001:db8::1:7 > 2001:db8::2:8 tcp 02 124"),
        bad(
            "nine extension headers",
            Frame.v6(60)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(60, 0)
                .options(6, 0)
                .tcp(7, 8, 2),
            CounterLayout.OTHER,
            "2001:db8::1 > 2001:db8::2 proto 60 132"),
        bad(
            "IPv4 that says it is version 5",
            Frame.ethernet().hex("0800 5500 0014 0000 0000 4006 0000 c0a80001 0a000002"),
            CounterLayout.TCP,
            "192.168.0.1 > 10.0.0.2 proto 6 20"),
        bad(
            "IPv4 with a header of four words",
            Frame.ethernet().hex("0800 4400 0014 0000 0000 4006 0000 c0a80001 0a000002"),
            CounterLayout.TCP,
            "192.168.0.1 > 10.0.0.2 proto 6 20"),
        bad(
            "IPv4 shorter than its header",
            Frame.ethernet()
                .hex("0800 4500 0013 0000 0000 4011 0000 c0a80001 0a000002 0000 0000 0000 0000"),
            CounterLayout.UDP,
            "192.168.0.1 > 10.0.0.2 proto 17 19"),
        bad(
            "IPv4 longer than the frame",
            Frame.ethernet()
                .hex("0800 4500 0064 0000 0000 4011 0000 c0a80001 0a000002 0001 0002 0008 0000"),
            CounterLayout.UDP,
            "192.168.0.1 > 10.0.0.2 proto 17 100"),
        bad(
            "TCP with a header of four words",
            Frame.v4(6).hex("0001 0002 00000001 00000000 4002 ffff 0000 0000"),
            CounterLayout.TCP,
            "192.168.0.1:1 > 10.0.0.2:2 tcp 02 40"),
        bad(
            "TCP cut short",
            Frame.v4(6).hex("0001 0002 00000001 00000000 50"),
            CounterLayout.TCP,
            "192.168.0.1 > 10.0.0.2 proto 6 33"),
        bad(
            "IPv6 that says it is version 4",
            Frame.ethernet().hex("86dd 40000000 0000 3b 40").hex("fd" + "00".repeat(31)),
            CounterLayout.OTHER,
            "fd00:: > :: proto 59 40"),
        bad("ARP cut short", Frame.ethernet().hex("0806 0001 0800"), CounterLayout.NON_IP, ""),
        bad("IPv4 cut short", Frame.ethernet().hex("0800 4500 0014"), CounterLayout.NON_IP, ""));
  }

  private static Case fine(String name, Frame frame, Field kind, String report) {
    return new Case(name, frame, kind, NOT_MALFORMED, report);
  }

  private static Case bad(String name, Frame frame, Field kind, String report) {
    return new Case(name, frame, kind, CounterLayout.MALFORMED, report);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void a_frame_passes_is_counted_and_reported(Case each) {
    byte[] frame = bytes(each);
    assertThat(guard.passes(frame)).isTrue();
    Count one = new Count(1, frame.length);
    assertThat(guard.count(each.kind())).isEqualTo(one);
    boolean malformed = each.malformed().equals(CounterLayout.MALFORMED);
    assertThat(guard.count(CounterLayout.MALFORMED)).isEqualTo(malformed ? one : Count.NONE);
    List<String> reports = new ArrayList<>();
    guard.reports(packet -> reports.add(text(packet)));
    assertThat(reports).isEqualTo(each.report().isEmpty() ? List.of() : List.of(each.report()));
  }

  /// Frames written out whole say themselves what their length is.
  private static byte[] bytes(Case each) {
    return each.frame().bytes();
  }

  static String text(Packet p) {
    StringBuilder text = new StringBuilder();
    boolean ports = p.sourcePort() != 0;
    text.append(p.source()).append(ports ? ":" + p.sourcePort() : "");
    text.append(" > ").append(p.target()).append(ports ? ":" + p.targetPort() : "");
    Consumer<String> add = word -> text.append(' ').append(word);
    if (p.isLaterFragment()) {
      add.accept("fragment " + p.protocol());
    } else if (p.isIcmp()) {
      add.accept("icmp %d/%d".formatted(p.icmpType(), p.icmpCode()));
    } else if (ports && p.isTcp()) {
      add.accept("tcp %02x".formatted(p.tcpFlags()));
    } else if (ports) {
      add.accept(p.isDnsResponse() ? "udp dns" : "udp");
    } else {
      add.accept("proto " + p.protocol());
    }
    add.accept(String.valueOf(p.lengthBytes()));
    return text.toString();
  }
}
