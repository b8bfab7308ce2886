/// Processes and connections, as the kernel reports them.
@NullMarked
package io.ironpost.ebpf.trace;

import org.jspecify.annotations.NullMarked;
