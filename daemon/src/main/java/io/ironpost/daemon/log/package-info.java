/// What the program says about itself, on standard error: logback, set up by code.
@NullMarked
package io.ironpost.daemon.log;

import org.jspecify.annotations.NullMarked;
