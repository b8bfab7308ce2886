@NullMarked
package io.ironpost.store.history;

import org.jspecify.annotations.NullMarked;
