/// What history costs: rows per second, and how long questions take over a million alerts.
@NullMarked
package io.ironpost.bench.history;

import org.jspecify.annotations.NullMarked;
