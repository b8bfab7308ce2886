/// The `config` commands and the sections there are.
@NullMarked
package io.ironpost.cli.config;

import org.jspecify.annotations.NullMarked;
