package io.ironpost.daemon.setup;

/// One thing that the kernel gives or does not give.
///
/// @param name a word that stays the same: `cap_bpf`, `bpffs`, `jit`
/// @param isThere whether it is as it should be
/// @param found what there is, for people
/// @param without what does not work, or worse, when it is not there
/// @param fix what to do, with the command or the line; empty when nothing is needed
public record KernelFact(String name, boolean isThere, String found, String without, String fix) {
  static KernelFact there(String name, String found) {
    return new KernelFact(name, true, found, "", "");
  }

  static KernelFact missing(String name, String found, String without, String fix) {
    return new KernelFact(name, false, found, without, fix);
  }
}
