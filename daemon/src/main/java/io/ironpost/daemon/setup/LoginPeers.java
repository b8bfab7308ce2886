package io.ironpost.daemon.setup;

import io.ironpost.core.net.IpPrefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where people who are logged in are connected from: blocking them would lock the operator out.
///
/// Asked are the records that login programs write after the password was right (utmp(5), and
/// systemd-logind's sessions where there is no utmp). Open connections to sshd would not do: a
/// guesser of passwords has one too.
public final class LoginPeers {
  /// `sizeof(struct utmp)` of glibc on Linux, the same on 32 and 64 bits; bits/utmp.h.
  private static final int RECORD_BYTES = 384;

  private static final int TYPE_AT = 0;
  private static final int PID_AT = 4;
  private static final int ADDRESS_AT = 348;
  private static final short USER_PROCESS = 7;

  /// A file that grows without end is not read to its end: this is room for 5,000 sessions.
  private static final int MAX_BYTES = 2 << 20;

  private final Path root;

  /// @param root where the file system begins, `/` but in tests
  public LoginPeers(Path root) {
    this.root = root;
  }

  /// The addresses of all sessions; empty when nobody is logged in from elsewhere, or nothing
  /// tells.
  public List<IpPrefix> addresses() {
    Set<IpPrefix> found = new LinkedHashSet<>();
    for (String file : List.of("run/utmp", "var/run/utmp")) {
      found.addAll(recorded(root.resolve(file)));
    }
    found.addAll(sessions(root.resolve("run/systemd/sessions")));
    return List.copyOf(found);
  }

  private List<IpPrefix> recorded(Path file) {
    List<IpPrefix> found = new ArrayList<>();
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return found;
      }
      ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
      for (int at = 0; at + RECORD_BYTES <= records.limit(); at += RECORD_BYTES) {
        if (records.getShort(at + TYPE_AT) == USER_PROCESS
            && isAlive(records.getInt(at + PID_AT))) {
          address(records, at + ADDRESS_AT).ifPresent(found::add);
        }
      }
    } catch (IOException _) {
      // not to be read: as if nobody were logged in
    }
    return found;
  }

  /// A record is left behind when its session was killed.
  private boolean isAlive(int pid) {
    return Files.exists(root.resolve("proc/" + pid));
  }

  /// IPv4 stands in the first of four words, the others are zero.
  private static Optional<IpPrefix> address(ByteBuffer records, int at) {
    ByteBuffer bytes = records.slice(at, 16).order(ByteOrder.BIG_ENDIAN);
    long high = bytes.getLong(0);
    long low = bytes.getLong(8);
    if (high == 0 && low == 0) {
      return Optional.empty();
    }
    boolean isV4 = low == 0 && (high & 0xffff_ffffL) == 0;
    return Optional.of(isV4 ? IpPrefix.v4((int) (high >>> 32)) : IpPrefix.address(high, low));
  }

  private static List<IpPrefix> sessions(Path folder) {
    List<IpPrefix> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        remoteHost(lines(file)).ifPresent(found::add);
      }
    } catch (IOException | DirectoryIteratorException _) {
      // as above
    }
    return found;
  }

  /// None of a session that ends at this moment: the others must be found nevertheless.
  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static Optional<IpPrefix> remoteHost(List<String> session) {
    return session.stream()
        .filter(line -> line.startsWith("REMOTE_HOST="))
        .map(line -> line.substring("REMOTE_HOST=".length()))
        .flatMap(host -> IpPrefix.of(host).stream())
        .findFirst();
  }
}
