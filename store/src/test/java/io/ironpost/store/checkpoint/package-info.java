@NullMarked
package io.ironpost.store.checkpoint;

import org.jspecify.annotations.NullMarked;
