/// Bounded ways between threads, with back-pressure or counted loss.
@NullMarked
package io.ironpost.core.channel;

import org.jspecify.annotations.NullMarked;
