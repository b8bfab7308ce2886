/// Lines with a syslog header: RFC 5424, RFC 3164, and what is written in their name.
@NullMarked
package io.ironpost.logs.syslog;

import org.jspecify.annotations.NullMarked;
