package io.ironpost.logs.json;

import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The logsources that events name themselves, found again by their bytes.
///
/// One slot per hash: the words of two that collide are compared, and the later takes the slot. So
/// an attacker who invents words costs time (and, in [Logsources], a bounded number of entries),
/// never memory here.
final class OwnLogsources {
  private static final int SLOTS = 256;

  private record Known(byte[] product, byte[] category, byte[] service, Logsource logsource) {}

  private final Logsources logsources;
  private final @Nullable Known[] slots = new @Nullable Known[SLOTS];

  OwnLogsources(Logsources logsources) {
    this.logsources = logsources;
  }

  Logsource of(Slice product, Slice category, Slice service) {
    int hash = (product.hash() * 31 + category.hash()) * 31 + service.hash();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Known known = slots[slot];
    if (known == null
        || !product.is(known.product())
        || !category.is(known.category())
        || !service.is(known.service())) {
      known = made(product.copy(), category.copy(), service.copy());
      slots[slot] = known;
    }
    return known.logsource();
  }

  private Known made(byte[] product, byte[] category, byte[] service) {
    Logsource logsource = logsources.of(text(product), text(category), text(service));
    return new Known(product, category, service, logsource);
  }

  private static String text(byte[] word) {
    return new String(word, StandardCharsets.UTF_8);
  }
}
