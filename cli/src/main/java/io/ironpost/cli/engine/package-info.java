/// Puts rules, parsers and pipeline together for commands that run or explain them.
@NullMarked
package io.ironpost.cli.engine;

import org.jspecify.annotations.NullMarked;
