/// `[response]` and `[policies.<name>]`: what users write, and what it means.
@NullMarked
package io.ironpost.response.config;

import org.jspecify.annotations.NullMarked;
