/// `top`: what the daemon does at this moment.
@NullMarked
package io.ironpost.cli.top;

import org.jspecify.annotations.NullMarked;
