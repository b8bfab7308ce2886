/// The wire and the answer as modules of the running program: what is guarded, watched and done.
@NullMarked
package io.ironpost.daemon.wire;

import org.jspecify.annotations.NullMarked;
