package io.ironpost.rules.match;

import io.ironpost.rules.model.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// How rare a piece of text is in logs: longer is rarer and odd letters are rarer, unless it is
/// part of what every event has. The list is of what stands in nearly all paths and command lines
/// of the systems that Sigma rules are about. Only the order of the figures matters.
final class Rarity {
  private static final List<byte[]> COMMON =
      Arrays.stream(
              new String[] {
                "c:\\windows\\system32\\",
                "c:\\windows\\syswow64\\",
                "c:\\program files (x86)\\",
                "c:\\program files\\common files\\microsoft shared\\",
                "c:\\users\\public\\",
                "c:\\programdata\\microsoft\\windows\\",
                "\\appdata\\local\\microsoft\\",
                "\\appdata\\local\\temp\\",
                "\\appdata\\roaming\\microsoft\\windows\\",
                "nt authority\\system",
                "hklm\\software\\microsoft\\windows nt\\currentversion\\",
                "hklm\\system\\currentcontrolset\\services\\",
                "software\\microsoft\\windows\\currentversion\\explorer\\",
                "/usr/local/bin/",
                "/usr/sbin/",
                "https://www.",
                "http://",
                ".exe\" -",
                ".dll,",
                "\\cmd.exe /c ",
                "\\svchost.exe -k ",
                "windowspowershell\\v1.0\\powershell.exe -",
                "\\explorer.exe",
                "/bin/bash -c ",
                "/bin/sh -c ",
                "microsoft",
                "sha256=",
                "md5=",
              })
          .map(text -> text.getBytes(StandardCharsets.US_ASCII))
          .toList();

  /// From the most to the least frequent byte of command lines, folded; what is not in it is rare.
  private static final String BY_FREQUENCY =
      "e\\sticnorlapdmwuhgf.-/ 0b1:vy\"x2k3_j6845q79z=,;()%'&+$";

  private static final byte[] RANKS = ranks();
  private static final double COMMON_FLOOR = 0.3;
  private static final double FLOOR = 1e-9;

  /// Pieces of the common texts up to this length are looked up, not searched.
  private static final int PACKED = 8;

  private static final long[] COMMON_PIECES = commonPieces();

  private Rarity() {}

  private static byte[] ranks() {
    byte[] ranks = new byte[256];
    for (int b = 0; b < 256; b++) {
      ranks[b] = (byte) BY_FREQUENCY.indexOf(b);
    }
    return ranks;
  }

  private static long[] commonPieces() {
    long[] pieces = new long[COMMON.stream().mapToInt(common -> common.length).sum() * PACKED];
    int count = 0;
    for (byte[] common : COMMON) {
      for (int start = 0; start < common.length; start++) {
        for (int end = start + 1; end <= Math.min(common.length, start + PACKED); end++) {
          pieces[count++] = pack(common, start, end);
        }
      }
    }
    Arrays.sort(pieces, 0, count);
    return Arrays.copyOf(pieces, count);
  }

  /// Up to eight bytes as a number; no byte of a text here is 0, so lengths do not collide.
  private static long pack(byte[] text, int start, int end) {
    long packed = 0;
    for (int i = start; i < end; i++) {
      packed = packed << 8 | text[i] & 0xff;
    }
    return packed;
  }

  static double ofText(ByteString literal) {
    byte[] text = literal.toBytes();
    return ofBytes(text, 0, text.length);
  }

  private static double ofBytes(byte[] text, int start, int end) {
    double share = 1;
    for (int i = start; i < end; i++) {
      int rank = RANKS[text[i] & 0xff];
      share *= rank < 0 ? 0.15 : 0.55 - rank * 0.006;
    }
    share = Math.max(FLOOR, share);
    return isCommon(text, start, end) ? Math.max(COMMON_FLOOR, share) : share;
  }

  private static boolean isCommon(byte[] text, int start, int end) {
    if (end - start <= PACKED) {
      return Arrays.binarySearch(COMMON_PIECES, pack(text, start, end)) >= 0;
    }
    if (Arrays.binarySearch(COMMON_PIECES, pack(text, start, start + PACKED)) < 0) {
      return false; // most are settled by their beginning
    }
    byte[] piece = Arrays.copyOfRange(text, start, end);
    return COMMON.stream().anyMatch(common -> isWithin(piece, common));
  }

  private static boolean isWithin(byte[] text, byte[] common) {
    for (int at = 0; at + text.length <= common.length; at++) {
      if (Arrays.equals(common, at, at + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  /// The rarest `length` bytes of a longer text; of equals the last, where names differ.
  static byte[] rarestWindow(byte[] text, int length) {
    byte[] folded = Ascii.fold(text);
    double best = Double.MAX_VALUE;
    int bestAt = 0;
    for (int at = 0; at + length <= folded.length; at++) {
      double share = ofBytes(folded, at, at + length);
      if (share <= best) {
        best = share;
        bestAt = at;
      }
    }
    return Arrays.copyOfRange(folded, bestAt, bestAt + length);
  }
}
