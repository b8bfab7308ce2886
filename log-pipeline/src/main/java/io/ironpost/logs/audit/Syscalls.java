package io.ironpost.logs.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Names of system calls by number: auditd writes numbers, people and rules say `execve`.
///
/// `arch` is an ELF machine number with flags for 64 bits and little endian
/// (include/uapi/linux/audit.h).
final class Syscalls {
  private static final byte[] NONE = {};
  private static final String X86_64 = "c000003e";
  private static final String AARCH64 = "c00000b7";

  private static final Map<String, byte[][]> BY_ARCH =
      Map.of(X86_64, table("syscalls-x86_64.txt"), AARCH64, table("syscalls-aarch64.txt"));

  private Syscalls() {}

  /// The name, or nothing when the architecture or the number is not known.
  static byte[] name(byte[] line, int archStart, int archEnd, int number) {
    for (Map.Entry<String, byte[][]> arch : BY_ARCH.entrySet()) {
      if (AuditText.is(line, archStart, archEnd, arch.getKey())) {
        byte[][] names = arch.getValue();
        return number >= 0 && number < names.length ? names[number] : NONE;
      }
    }
    return NONE;
  }

  private static byte[][] table(String resource) {
    Map<Integer, byte[]> names = new HashMap<>();
    try (InputStream in = Objects.requireNonNull(Syscalls.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line : lines.lines().filter(text -> !text.startsWith("#")).toList()) {
        int space = line.indexOf(' ');
        byte[] name = line.substring(space + 1).getBytes(StandardCharsets.US_ASCII);
        names.put(Integer.valueOf(line.substring(0, space)), name);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    byte[][] table = new byte[names.keySet().stream().mapToInt(n -> n + 1).max().orElse(0)][];
    for (int number = 0; number < table.length; number++) {
      table[number] = names.getOrDefault(number, NONE);
    }
    return table;
  }
}
