/// Syslog as it is sent: over UDP, TCP, TLS and Unix sockets.
@NullMarked
package io.ironpost.logs.network;

import org.jspecify.annotations.NullMarked;
