/// Commands about who is blocked, and about what was done and is asked for.
@NullMarked
package io.ironpost.cli.response;

import org.jspecify.annotations.NullMarked;
