/// Finds out which format a source has, and notices when it changes.
@NullMarked
package io.ironpost.logs.detect;

import org.jspecify.annotations.NullMarked;
