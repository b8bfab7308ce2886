/// What survives a crash.
@NullMarked
package io.ironpost.store;

import org.jspecify.annotations.NullMarked;
