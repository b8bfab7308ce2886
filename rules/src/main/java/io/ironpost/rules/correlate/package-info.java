/// Sigma correlations over the matches of other rules: counted, compared and ordered in sliding
/// windows on event time, within a fixed amount of memory.
@NullMarked
package io.ironpost.rules.correlate;

import org.jspecify.annotations.NullMarked;
