@NullMarked
package io.ironpost.store.spool;

import org.jspecify.annotations.NullMarked;
