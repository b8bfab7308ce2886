package io.ironpost.bpf.asm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the verifier's terser refusals come down to in this assembler. A phrase of the kernel's
/// text chooses; a text that nobody foresaw gets no hint.
enum VerifierHint {
  MAY_BE_NULL("_or_null'", "the address may be 0; compare it with 0 before it is used"),
  PACKET("invalid access to packet", "call need(…) after every move of the cursor"),
  TOO_FAR("offset is outside of the packet", "call need(…) after every move of the cursor"),
  NOT_RELEASED(
      "Unreleased reference",
      "what a helper hands out (a ring's record, a socket) must be given back on every way out"),
  NO_HELPER("cannot use helper", "see Helper.since(), and which program types may call it"),
  UNKNOWN_HELPER("unknown func", "see Helper.since(), and which program types may call it"),
  INVALID_HELPER("invalid func", "this kernel is older than the helper; see Helper.since()"),
  GPL("GPL", "helpers marked GPL-only want a program licensed accordingly"),
  TOO_BIG("too large", "a loop has too many rounds, or its end is not seen; shorten or mask it"),
  TOO_COMPLEX("too complex", "too many ways through; split it into functions or tail calls"),
  ENDLESS("infinite loop", "nothing in the loop changes what ends it"),
  BACK_EDGE("back-edge", "before 5.3 the kernel takes no loops; unroll it in Java"),
  VALUE("invalid access to map value", "bound the offset with and() or a comparison first"),
  UNBOUNDED("unbounded", "bound the number with and() or a comparison first"),
  NEGATIVE("min value is negative", "bound the number with and() or an unsigned comparison"),
  STACK("invalid read from stack", "something on the stack was not written; zero(slot) first"),
  STACK_INDIRECT("invalid indirect read", "padding was not written; zero(slot) first"),
  CONTEXT("invalid bpf_context access", "the program's type has no such member, or not so wide");

  private final String phrase;
  private final String advice;

  VerifierHint(String phrase, String advice) {
    this.phrase = phrase;
    this.advice = advice;
  }

  static Optional<String> of(List<String> reason) {
    return Arrays.stream(values())
        .filter(h -> reason.stream().anyMatch(line -> line.contains(h.phrase)))
        .findFirst()
        .map(h -> h.advice + ".");
  }
}
