/// Alerts as syslog messages of RFC 5424, over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425).
@NullMarked
package io.ironpost.alerts.sink.syslog;

import org.jspecify.annotations.NullMarked;
