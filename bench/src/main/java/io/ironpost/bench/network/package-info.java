/// How fast syslog comes in over real sockets.
@NullMarked
package io.ironpost.bench.network;

import org.jspecify.annotations.NullMarked;
