/// Generators of logs to measure and test with: the same bytes for the same seed, and beside each
/// log a truth file that says what is to be found in it. Plain programs, so that a script can run
/// them.
@NullMarked
package io.ironpost.bench.gen;

import org.jspecify.annotations.NullMarked;
