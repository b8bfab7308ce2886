/// Packets and processes, seen and stopped in the kernel.
@NullMarked
package io.ironpost.ebpf;

import org.jspecify.annotations.NullMarked;
