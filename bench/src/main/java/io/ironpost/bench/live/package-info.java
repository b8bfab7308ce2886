/// Whole-program cases of the daemon: how late it is, what it loses, what a crash costs.
@NullMarked
package io.ironpost.bench.live;

import org.jspecify.annotations.NullMarked;
