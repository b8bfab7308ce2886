package io.ironpost.ebpf.trace;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers in network order.
final class Big {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Big() {}
}
