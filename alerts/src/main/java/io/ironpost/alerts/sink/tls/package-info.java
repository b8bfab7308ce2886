/// Whom a sink trusts and who it says it is.
@NullMarked
package io.ironpost.alerts.sink.tls;

import org.jspecify.annotations.NullMarked;
