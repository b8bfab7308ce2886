/// Puts rules, parsers and content together, for the daemon and for the commands that run or
/// explain them.
@NullMarked
package io.ironpost.daemon.engine;

import org.jspecify.annotations.NullMarked;
