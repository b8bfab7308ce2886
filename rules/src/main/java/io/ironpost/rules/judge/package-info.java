/// From matches to alerts: what inspectors found on their threads is counted, correlated and folded
/// on one, in the order of the input.
@NullMarked
package io.ironpost.rules.judge;

import org.jspecify.annotations.NullMarked;
