package io.ironpost.alerts.sink.webhook;

import io.ironpost.core.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to the receiver that a request is ours and new: `t=<seconds>,v1=<hex>`, where `v1` is
/// HMAC-SHA256 (RFC 2104) over `<seconds>.<body>`. The time is signed too, so that a request that
/// somebody kept cannot be sent again later.
final class Signature {
  static final String HEADER = "X-Ironpost-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  static String of(Secret secret, Instant now, byte[] body) {
    String time = String.valueOf(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256 (javax.crypto.Mac)", e);
    }
  }
}
