/// Addresses and networks as values, without asking anybody.
@NullMarked
package io.ironpost.core.net;

import org.jspecify.annotations.NullMarked;
