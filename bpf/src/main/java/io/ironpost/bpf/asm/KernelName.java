package io.ironpost.bpf.asm;

/// Names of programs and maps (`bpf_obj_name_cpy`, kernel/bpf/syscall.c).
final class KernelName {
  private KernelName() {}

  static void check(String name, int longest) {
    boolean plain = name.chars().allMatch(KernelName::isAllowed);
    if (name.isEmpty() || name.length() > longest || !plain) {
      throw new IllegalArgumentException(
          "the name '%s' is not 1 to %d letters, digits, '_' or '.'".formatted(name, longest));
    }
  }

  private static boolean isAllowed(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '.');
  }
}
