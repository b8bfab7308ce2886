/// Talking to the kernel: bpf(2), maps, programs, links.
@NullMarked
package io.ironpost.bpf.kernel;

import org.jspecify.annotations.NullMarked;
