package io.ironpost.rules.match;

import io.ironpost.rules.model.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// How rare a piece of text is in logs: longer is rarer, unless it is part of what every event has.
/// The list is of what stands in nearly all paths and command lines of the systems that Sigma rules are
/// about (counted over ordinary Sysmon and auditd events).
final class Rarity {
  private static final List<byte[]> COMMON =
      Arrays.stream(
              new String[] {
                "c:\\windows\\system32\\",
                "c:\\windows\\",
                "c:\\program files (x86)\\",
                "c:\\users\\",
                "\\microsoft\\windows\\",
                "\\appdata\\local\\",
                "\\appdata\\roaming\\",
                "nt authority\\system",
                "software\\microsoft\\windows\\currentversion\\",
                "/usr/bin/",
                "/usr/sbin/",
                "/usr/local/",
                "https://",
                "http://",
                ".exe",
                ".dll",
                "\\cmd.exe",
                "\\svchost.exe",
                "\\powershell.exe",
                "\\explorer.exe",
                "powershell",
                "/bin/bash",
                "/bin/sh",
                "system",
                "windows",
                "microsoft",
              })
          .map(text -> text.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final double FLOOR = 1e-5;

  private Rarity() {}

  static double ofText(ByteString literal) {
    byte[] text = literal.toBytes();
    double rarity = Math.max(FLOOR, Math.pow(0.45, text.length));
    return COMMON.stream().anyMatch(common -> isWithin(text, common)) ? Math.max(0.3, rarity) : rarity;
  }

  private static boolean isWithin(byte[] text, byte[] common) {
    for (int at = 0; at + text.length <= common.length; at++) {
      if (Arrays.equals(common, at, at + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
