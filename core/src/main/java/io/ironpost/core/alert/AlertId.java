package io.ironpost.core.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// Ids that the same rule gives the same evidence on every run, so that a replay after a crash
/// overwrites instead of doubling (design §3). A UUID of version 8 (RFC 9562 §5.8) around SHA-256.
public final class AlertId {
  private AlertId() {}

  /// The id of an alert of `ruleId` proven by `evidence`; the order of the evidence counts.
  public static String of(String ruleId, List<Evidence> evidence) {
    MessageDigest digest = sha256();
    add(digest, ruleId);
    for (Evidence line : evidence) {
      add(digest, line.source());
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(line.byteOffset()).array());
      add(digest, line.text());
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /// The length goes first, so that moving a byte from one part to the next changes the id.
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256 (java.security.MessageDigest)", e);
    }
  }
}
