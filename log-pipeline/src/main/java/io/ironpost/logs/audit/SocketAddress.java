package io.ironpost.logs.audit;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;

/// `saddr=0200…`: a struct sockaddr in hex, as the host that logged it has it in memory. The family
/// is in the host's byte order (little-endian machines, on which Ironpost runs), port and address
/// in the network's (include/linux/socket.h, in.h, in6.h, un.h).
final class SocketAddress {
  private static final int DERIVED = EventRecord.STRING | EventRecord.DERIVED;
  private static final int UNIX = 1;
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final int MAX_TEXT = 128;

  private final int family;
  private final int address;
  private final int port;
  private final int path;
  private final int destination;
  private final int destinationPort;

  SocketAddress(FieldNames names) {
    family = names.idOf("saddr_family");
    address = names.idOf("saddr_addr");
    port = names.idOf("saddr_port");
    path = names.idOf("saddr_path");
    destination = names.idOf("dst_ip");
    destinationPort = names.idOf("dst_port");
  }

  /// Adds what the address says. Always true, so that the raw value is added beside it.
  boolean add(EventRecord record, byte[] line, int start, int end) {
    if (end - start < 8 || !AuditText.isHexText(line, start, end)) {
      return true;
    }
    switch (octet(line, start, 0)) {
      case UNIX -> addPath(record, line, start, (end - start) / 2);
      case IPV4 -> {
        if (end - start >= 16) {
          addText(record, family, "ipv4");
          addIp(record, ipv4(line, start), octet(line, start, 2) << 8 | octet(line, start, 3));
        }
      }
      case IPV6 -> {
        if (end - start >= 48) {
          addText(record, family, "ipv6");
          addIp(record, ipv6(line, start), octet(line, start, 2) << 8 | octet(line, start, 3));
        }
      }
      default -> {}
    }
    return true;
  }

  private void addIp(EventRecord record, String ip, int number) {
    addText(record, address, ip);
    addText(record, destination, ip);
    addText(record, port, Integer.toString(number));
    addText(record, destinationPort, Integer.toString(number));
  }

  private void addPath(EventRecord record, byte[] line, int start, int size) {
    StringBuilder text = new StringBuilder();
    for (int i = 2; i < size && i < MAX_TEXT; i++) {
      int value = octet(line, start, i);
      if (value == 0 && i > 2) {
        break; // an abstract name begins with a NUL; elsewhere it ends the path
      }
      text.append((char) (value == 0 ? '@' : value & 0x7f));
    }
    addText(record, family, "unix");
    addText(record, path, text.toString());
  }

  private static void addText(EventRecord record, int field, String text) {
    int start = record.reserve(text.length());
    byte[] scratch = record.scratch();
    for (int i = 0; i < text.length(); i++) {
      scratch[start + i] = (byte) text.charAt(i);
    }
    record.add(field, DERIVED, scratch, start, start + text.length());
  }

  private static String ipv4(byte[] line, int start) {
    return octet(line, start, 4)
        + "."
        + octet(line, start, 5)
        + "."
        + octet(line, start, 6)
        + "."
        + octet(line, start, 7);
  }

  /// RFC 5952: the longest run of zero groups is left out.
  private static String ipv6(byte[] line, int start) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = octet(line, start, 8 + 2 * i) << 8 | octet(line, start, 9 + 2 * i);
    }
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > bestLength) {
        best = i;
        bestLength = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        text.append("::");
        i += bestLength - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static int octet(byte[] line, int start, int index) {
    int at = start + 2 * index;
    return AuditText.hex(line[at]) << 4 | AuditText.hex(line[at + 1]);
  }
}
