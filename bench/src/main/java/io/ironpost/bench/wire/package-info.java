/// Measures what happens at the wire: costs in the kernel, and the time from a line to a dropped
/// packet.
@NullMarked
package io.ironpost.bench.wire;

import org.jspecify.annotations.NullMarked;
