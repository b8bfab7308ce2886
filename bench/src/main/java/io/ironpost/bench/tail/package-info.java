/// Followed files under rotation, for longer than a test may take.
@NullMarked
package io.ironpost.bench.tail;

import org.jspecify.annotations.NullMarked;
