/// The running program's front desk: HTTP and JSON over a Unix socket, and the client for it.
@NullMarked
package io.ironpost.daemon.control;

import org.jspecify.annotations.NullMarked;
