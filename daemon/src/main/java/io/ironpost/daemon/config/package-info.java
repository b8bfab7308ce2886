/// The sections of `ironpost.toml`.
@NullMarked
package io.ironpost.daemon.config;

import org.jspecify.annotations.NullMarked;
