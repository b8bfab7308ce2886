package io.ironpost.ebpf.packet;

import io.ironpost.core.net.IpPrefix;

/// One packet's facts, filled again and again: a million packets a second leave no room for an
/// object each.
///
/// Filling begins with [#begin]; every other setter adds to that. A packet seen by itself (out of a
/// capture) counts as one. A packet reported by the kernel stands for all of its source's packets
/// in the same direction since the last report ([#standsFor]), itself among them, because the
/// kernel reports a sample and counts the rest. For the detectors to tell a client from a flood,
/// the kernel is to report of each source: SYNs, odd flags, RSTs, ICMP, packets that open a UDP
/// flow, *and the first TCP packet without SYN behind a reported SYN*, else a hundred clients with
/// one connection each look like a hundred half-open ones.
///
/// Not safe for several threads; one reader fills one.
public final class Packet {
  /// IANA protocol numbers.
  public static final int ICMP = 1;

  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int ICMP_V6 = 58;

  /// Flags of TCP (RFC 9293 section 3.1), as they lie in byte 13 of the header.
  public static final int FIN = 0x01;

  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;

  /// No question type is known (0 is reserved, RFC 6895 section 3.1).
  public static final int NO_QUESTION = 0;

  private long timeNanos;
  private Direction direction = Direction.UNKNOWN;
  private int interfaceIndex;
  private long sourceHigh;
  private long sourceLow;
  private long targetHigh;
  private long targetLow;
  private int protocol;
  private int sourcePort;
  private int targetPort;
  private int icmpType;
  private int icmpCode;
  private int tcpFlags;
  private int lengthBytes;
  private boolean laterFragment;
  private boolean dnsResponse;
  private int dnsQuestion;
  private Verdict verdict = Verdict.PASSED;
  private long packets;
  private long bytes;
  private long tcpPackets;
  private long synPackets;
  private long udpPackets;
  private long icmpPackets;

  /// Forgets the packet before.
  ///
  /// @param epochNanos when it was seen, nanoseconds since 1970
  /// @param interfaceIndex the kernel's number of the interface; 0 when unknown
  public Packet begin(long epochNanos, Direction direction, int interfaceIndex) {
    timeNanos = epochNanos;
    this.direction = direction;
    this.interfaceIndex = interfaceIndex;
    protocol = 0;
    sourcePort = 0;
    targetPort = 0;
    icmpType = 0;
    icmpCode = 0;
    tcpFlags = 0;
    lengthBytes = 0;
    laterFragment = false;
    dnsResponse = false;
    dnsQuestion = NO_QUESTION;
    verdict = Verdict.PASSED;
    sourceHigh = 0;
    sourceLow = 0;
    targetHigh = 0;
    targetLow = 0;
    return standsFor(1, 0, 0, 0, 0, 0);
  }

  /// 128 bits each, IPv4 mapped as in [IpPrefix].
  public Packet addresses(long sourceHigh, long sourceLow, long targetHigh, long targetLow) {
    this.sourceHigh = sourceHigh;
    this.sourceLow = sourceLow;
    this.targetHigh = targetHigh;
    this.targetLow = targetLow;
    return this;
  }

  /// A link header may know which way the packet went.
  public Packet direct(Direction direction) {
    this.direction = direction;
    return this;
  }

  /// The length of the IP packet, headers included; it counts as the bytes.
  public Packet length(int lengthBytes) {
    this.lengthBytes = lengthBytes;
    bytes = lengthBytes;
    return this;
  }

  /// A protocol that is none of the three below.
  public Packet protocol(int number) {
    protocol = number;
    return this;
  }

  public Packet tcp(int sourcePort, int targetPort, int flags) {
    protocol = TCP;
    ports(sourcePort, targetPort);
    tcpFlags = flags;
    tcpPackets = 1;
    synPackets = isSyn() ? 1 : 0;
    return this;
  }

  public Packet udp(int sourcePort, int targetPort) {
    protocol = UDP;
    ports(sourcePort, targetPort);
    udpPackets = 1;
    return this;
  }

  /// @param protocol [#ICMP] or [#ICMP_V6]
  public Packet icmp(int protocol, int type, int code) {
    this.protocol = protocol;
    icmpType = type;
    icmpCode = code;
    icmpPackets = 1;
    return this;
  }

  private void ports(int source, int target) {
    sourcePort = source;
    targetPort = target;
  }

  /// A fragment behind the first: it has a protocol, but no ports and no flags.
  public Packet laterFragment(int protocol) {
    laterFragment = true;
    this.protocol = protocol;
    tcpPackets = protocol == TCP ? 1 : 0;
    udpPackets = protocol == UDP ? 1 : 0;
    icmpPackets = protocol == ICMP || protocol == ICMP_V6 ? 1 : 0;
    return this;
  }

  /// The answer of a DNS server.
  ///
  /// @param questionType as in the question section (255 is ANY, 16 TXT), or [#NO_QUESTION]
  public Packet dnsResponse(int questionType) {
    dnsResponse = true;
    dnsQuestion = questionType;
    return this;
  }

  public Packet verdict(Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /// What this one packet is reported for: it and those of its source that were not reported since
  /// the last one that was. Called last.
  ///
  /// @param synPackets with SYN and without ACK
  public Packet standsFor(
      long packets,
      long bytes,
      long tcpPackets,
      long synPackets,
      long udpPackets,
      long icmpPackets) {
    this.packets = packets;
    this.bytes = bytes;
    this.tcpPackets = tcpPackets;
    this.synPackets = synPackets;
    this.udpPackets = udpPackets;
    this.icmpPackets = icmpPackets;
    return this;
  }

  public long timeNanos() {
    return timeNanos;
  }

  public Direction direction() {
    return direction;
  }

  public int interfaceIndex() {
    return interfaceIndex;
  }

  public long sourceHigh() {
    return sourceHigh;
  }

  public long sourceLow() {
    return sourceLow;
  }

  public long targetHigh() {
    return targetHigh;
  }

  public long targetLow() {
    return targetLow;
  }

  /// For what is told to people; allocates.
  public IpPrefix source() {
    return IpPrefix.address(sourceHigh, sourceLow);
  }

  /// For what is told to people; allocates.
  public IpPrefix target() {
    return IpPrefix.address(targetHigh, targetLow);
  }

  public int protocol() {
    return protocol;
  }

  public boolean isTcp() {
    return protocol == TCP;
  }

  public boolean isUdp() {
    return protocol == UDP;
  }

  public boolean isIcmp() {
    return protocol == ICMP || protocol == ICMP_V6;
  }

  public int sourcePort() {
    return sourcePort;
  }

  public int targetPort() {
    return targetPort;
  }

  public int icmpType() {
    return icmpType;
  }

  public int icmpCode() {
    return icmpCode;
  }

  public int tcpFlags() {
    return tcpFlags;
  }

  /// Asks for a connection: SYN without ACK.
  public boolean isSyn() {
    return (tcpFlags & (SYN | ACK)) == SYN;
  }

  /// Grants a connection.
  public boolean isSynAck() {
    return (tcpFlags & (SYN | ACK)) == (SYN | ACK);
  }

  public int lengthBytes() {
    return lengthBytes;
  }

  public boolean isLaterFragment() {
    return laterFragment;
  }

  public boolean isDnsResponse() {
    return dnsResponse;
  }

  public int dnsQuestion() {
    return dnsQuestion;
  }

  public Verdict verdict() {
    return verdict;
  }

  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }

  public long tcpPackets() {
    return tcpPackets;
  }

  public long synPackets() {
    return synPackets;
  }

  public long udpPackets() {
    return udpPackets;
  }

  public long icmpPackets() {
    return icmpPackets;
  }
}
