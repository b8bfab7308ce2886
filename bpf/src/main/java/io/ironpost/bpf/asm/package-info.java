/// Building programs: a typed assembler. Pure: nothing here talks to the kernel.
@NullMarked
package io.ironpost.bpf.asm;

import org.jspecify.annotations.NullMarked;
