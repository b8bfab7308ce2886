/// Building programs: a typed assembler. Pure: nothing here talks to the kernel, and equal sources
/// give equal bytes, so programs can be compared, kept and tested without any rights.
///
/// [Asm] emits instructions in layers (emitter, arithmetic, memory, flow, calls), each with the
/// Java line that wanted it. The build then checks what can be known without a kernel and gives a
/// [Program], a value. What the verifier says about it later is read by [VerifierLog]. The numbers
/// are those of RFC 9669 and of include/uapi/linux/bpf.h.
@NullMarked
package io.ironpost.bpf.asm;

import org.jspecify.annotations.NullMarked;
