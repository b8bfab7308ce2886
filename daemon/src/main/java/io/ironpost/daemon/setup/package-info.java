/// Looks at a host and drafts a configuration for it.
@NullMarked
package io.ironpost.daemon.setup;

import org.jspecify.annotations.NullMarked;
