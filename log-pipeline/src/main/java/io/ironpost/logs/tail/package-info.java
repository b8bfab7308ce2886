/// Follows files while they are written and rotated, and standard input.
@NullMarked
package io.ironpost.logs.tail;

import org.jspecify.annotations.NullMarked;
