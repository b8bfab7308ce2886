/// Commands that show what goes over the wire.
@NullMarked
package io.ironpost.cli.net;

import org.jspecify.annotations.NullMarked;
