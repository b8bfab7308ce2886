/// The program at the network driver, and its maps.
@NullMarked
package io.ironpost.ebpf.guard;

import org.jspecify.annotations.NullMarked;
