/// From where a restart goes on: input positions, the judge's memory, the open folds.
@NullMarked
package io.ironpost.store.checkpoint;

import org.jspecify.annotations.NullMarked;
