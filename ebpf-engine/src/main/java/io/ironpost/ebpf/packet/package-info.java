/// Packets as facts, from the kernel's ring or from a capture.
@NullMarked
package io.ironpost.ebpf.packet;

import org.jspecify.annotations.NullMarked;
