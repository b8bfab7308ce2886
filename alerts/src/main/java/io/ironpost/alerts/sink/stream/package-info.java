/// Alerts on standard output, for pipes and containers.
@NullMarked
package io.ironpost.alerts.sink.stream;

import org.jspecify.annotations.NullMarked;
