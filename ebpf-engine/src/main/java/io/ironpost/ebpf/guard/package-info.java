/// The programs at the network driver and behind it, their maps, and what they report.
@NullMarked
package io.ironpost.ebpf.guard;

import org.jspecify.annotations.NullMarked;
