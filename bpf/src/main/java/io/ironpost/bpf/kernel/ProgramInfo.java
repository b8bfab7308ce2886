package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.ProgramType;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.HexFormat;

/// What the kernel says of a program.
///
/// @param id the kernel's number for it, as `bpftool prog show` prints it
/// @param tag a hash of its instructions: equal programs have equal tags
/// @param jitedBytes of machine code; 0 when it is interpreted
/// @param verifiedInstructions how many steps the verifier took; 0 before 5.16
/// @param runTime spent in it while statistics were on
/// @param runs how often it ran while statistics were on
/// @param recursionMisses runs that were skipped because it was running already
public record ProgramInfo(
    int id,
    String name,
    ProgramType type,
    String tag,
    int jitedBytes,
    int verifiedInstructions,
    Duration runTime,
    long runs,
    long recursionMisses) {

  /// struct bpf_prog_info, offsets in order of the fields here: id 4, name 64, type 0, tag 8,
  /// jited_prog_len 16, verified_insns 216, run_time_ns 192, run_cnt 200, recursion_misses 208
  static ProgramInfo of(Fd fd) {
    try (Arena arena = Arena.ofConfined()) {
      ObjectInfo info = ObjectInfo.of(fd, arena);
      return new ProgramInfo(
          info.u32(4),
          info.name(64),
          type(info.u32(0)),
          HexFormat.of().formatHex(info.bytes(8, 8)),
          info.u32(16),
          info.u32(216),
          Duration.ofNanos(info.u64(192)),
          info.u64(200),
          info.u64(208));
    }
  }

  private static ProgramType type(int number) {
    ProgramType[] known = ProgramType.values();
    return number >= 0 && number < known.length ? known[number] : ProgramType.UNSPEC;
  }
}
