package io.ironpost.ebpf.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Names of accounts by number, from `/etc/passwd` (passwd(5)). Directories such as LDAP are not
/// asked: a look-up there can take seconds, and everything behind it would wait.
final class UserNames {
  /// How often the file is looked at; a new account is known after this.
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// A file larger than this is not read: it would be about 100,000 accounts.
  static final long MAX_FILE_BYTES = 8 << 20;

  /// Unset account numbers, `(uid_t) -1`.
  static final int NOBODY_KNOWN = -1;

  private final Path passwd;
  private final LongSupplier nanoTime;
  private Map<Integer, byte[]> names = Map.of();
  private FileTime changed = FileTime.fromMillis(0);
  private long size = -1;
  private long nextLook;

  UserNames(Path passwd, LongSupplier nanoTime) {
    this.passwd = passwd;
    this.nanoTime = nanoTime;
    this.nextLook = nanoTime.getAsLong();
  }

  /// The name, escaped for JSON; the number when it has none.
  byte[] of(int uid) {
    look();
    byte[] name = names.get(uid);
    return name == null ? Integer.toUnsignedString(uid).getBytes(StandardCharsets.US_ASCII) : name;
  }

  private void look() {
    long now = nanoTime.getAsLong();
    if (now - nextLook < 0) {
      return;
    }
    nextLook = now + LOOK_EVERY.toNanos();
    try {
      FileTime time = Files.getLastModifiedTime(passwd);
      long bytes = Files.size(passwd);
      if ((!time.equals(changed) || bytes != size) && bytes <= MAX_FILE_BYTES) {
        names = read(Files.readAllBytes(passwd));
        changed = time;
        size = bytes;
      }
    } catch (IOException _) {
      // Containers may have no such file: numbers are shown then, and it is looked for again.
      size = -1;
    }
  }

  private static Map<Integer, byte[]> read(byte[] file) {
    Map<Integer, byte[]> names = new HashMap<>();
    for (String line : lines(file)) {
      String[] parts = line.split(":", 4);
      if (parts.length == 4 && !parts[0].isEmpty()) {
        number(parts[2], names, parts[0]);
      }
    }
    return names;
  }

  private static List<String> lines(byte[] file) {
    return Arrays.asList(new String(file, StandardCharsets.ISO_8859_1).split("\n"));
  }

  /// The first name of a number counts, as with getpwuid(3).
  private static void number(String digits, Map<Integer, byte[]> names, String name) {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      names.putIfAbsent(Integer.parseUnsignedInt(digits), JsonLine.escaped(bytes));
    } catch (NumberFormatException _) {
      // A line that is no account (NIS "+::::::", a comment) names nobody.
    }
  }
}
