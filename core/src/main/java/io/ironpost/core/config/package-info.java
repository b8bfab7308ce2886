/// Configuration: declared keys, read with every problem found at once.
@NullMarked
package io.ironpost.core.config;

import org.jspecify.annotations.NullMarked;
