package io.ironpost.ebpf.trace;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;
import io.ironpost.bpf.asm.MapSpec;
import java.util.List;

/// What the programs share among themselves and with us.
///
/// @param ring what they report
/// @param losses what they could not report, one of [Losses] per CPU
/// @param work where a record of unknown length is put together, one per CPU: the stack has 512
///   bytes, and room in a ring is taken in constant sizes only
/// @param rates how many connections of a process, or to a port, were reported of late
/// @param opening sockets whose connection began and was reported
/// @param spoken whom a process has sent datagrams to of late
record TraceMaps(
    MapSpec ring, MapSpec losses, MapSpec work, MapSpec rates, MapSpec opening, MapSpec spoken) {
  /// Paths of one record may take this much together; a power of two, so that an offset can be kept
  /// within by its bits.
  static final int PATH_ROOM = 8_192;

  /// Processes and ports whose rates are known at one time. Those unused the longest are forgotten
  /// and start anew.
  private static final int MAX_RATES = 8_192;

  /// A connection attempt lives for two minutes at most (tcp_syn_retries, ip-sysctl).
  private static final int MAX_OPENING = 8_192;

  private static final int MAX_SPOKEN = 16_384;

  /// Events that were lost, by reason.
  static final class Losses {
    private static final Layout.Builder FIELDS = Layout.struct("trace_losses");
    static final Field RING_FULL = FIELDS.u64("ring_full");
    static final Field LIMITED = FIELDS.u64("limited");
    static final Field UNREADABLE = FIELDS.u64("unreadable");
    static final Layout LAYOUT = FIELDS.build();

    private Losses() {}
  }

  /// How much was reported within the current second.
  static final class Rate {
    private static final Layout.Builder FIELDS = Layout.struct("trace_rate");
    static final Field SINCE = FIELDS.u64("since");
    static final Field COUNT = FIELDS.u64("count");
    static final Layout LAYOUT = FIELDS.build();

    private Rate() {}
  }

  /// Whom a process sent datagrams to.
  static final class Spoken {
    private static final Layout.Builder FIELDS = Layout.struct("trace_spoken");
    static final Field PID = FIELDS.u32("tgid");
    static final Field PORT = FIELDS.u32("port");
    static final Field HIGH = FIELDS.u64("address_high");
    static final Field LOW = FIELDS.u64("address_low");
    static final Layout LAYOUT = FIELDS.build();

    private Spoken() {}
  }

  static TraceMaps of(TraceSettings settings) {
    return new TraceMaps(
        MapSpec.ring("trace_ring", settings.ringBytes()),
        MapSpec.perCpuArray("trace_losses", Losses.LAYOUT.size(), 1),
        MapSpec.perCpuArray("trace_work", PATH_ROOM + settings.maxArgumentBytes(), 1),
        MapSpec.lruHash("trace_rates", Long.BYTES, Rate.LAYOUT.size(), MAX_RATES),
        MapSpec.lruHash("trace_opening", Long.BYTES, Long.BYTES, MAX_OPENING),
        MapSpec.lruHash("trace_spoken", Spoken.LAYOUT.size(), Long.BYTES, MAX_SPOKEN));
  }

  List<MapSpec> all() {
    return List.of(ring, losses, work, rates, opening, spoken);
  }
}
