package io.ironpost.logs.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// How many datagrams the kernel dropped before we read them: the `drops` column of `/proc/net/udp`
/// and `udp6` (proc(5)).
///
/// The socket is found by its address and by its inode being one of ours: with SO_REUSEPORT others
/// may have the same address. SO_RXQ_OVFL and SO_MEMINFO would say the same, but need the file
/// descriptor, which Java keeps to itself.
final class KernelDrops {
  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;
  private static final int DROPS = 12;

  private final Path table;
  private final Path descriptors;
  private final String local;
  private long last;

  KernelDrops(Path proc, InetSocketAddress bound) {
    boolean four = bound.getAddress() instanceof Inet4Address;
    this.table = proc.resolve(four ? "net/udp" : "net/udp6");
    this.descriptors = proc.resolve("self/fd");
    this.local = asInTable(bound);
  }

  /// As `net/ipv4/udp.c` prints it: the address in words of four bytes, each in the host's order,
  /// which is little-endian on everything this program runs on.
  static String asInTable(InetSocketAddress bound) {
    byte[] address = bound.getAddress().getAddress();
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < address.length; word += Integer.BYTES) {
      for (int i = Integer.BYTES - 1; i >= 0; i--) {
        text.append(hex(address[word + i] & 0xff, 2));
      }
    }
    return text.append(':').append(hex(bound.getPort(), 4)).toString();
  }

  private static String hex(int number, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "X", number);
  }

  /// How many were dropped since the last call; the first counts from the socket's beginning.
  long sinceLast() throws IOException {
    Set<String> own = ownInodes();
    long now = 0;
    for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length > DROPS
          && columns[LOCAL_ADDRESS].equals(local)
          && own.contains(columns[INODE])) {
        now += Long.parseLong(columns[DROPS]);
      }
    }
    long dropped = now - last & 0xffff_ffffL; // an unsigned int in the kernel
    last = now;
    return dropped;
  }

  private Set<String> ownInodes() throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : open) {
        addInode(descriptor, inodes);
      }
    }
    return inodes;
  }

  private static void addInode(Path descriptor, Set<String> inodes) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString(); // socket:[12345]
      if (target.startsWith("socket:[")) {
        inodes.add(target.substring("socket:[".length(), target.length() - 1));
      }
    } catch (IOException _) {
      // closed meanwhile, so not ours: that one is open
    }
  }
}
