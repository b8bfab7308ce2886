/// Ids that tie together everything that came of one packet or one line.
@NullMarked
package io.ironpost.core.trace;

import org.jspecify.annotations.NullMarked;
