/// Benchmarks: what a line, a rule and a whole run cost.
@NullMarked
package io.ironpost.bench;

import org.jspecify.annotations.NullMarked;
