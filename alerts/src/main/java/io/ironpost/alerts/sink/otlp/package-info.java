/// Alerts as OpenTelemetry log records.
@NullMarked
package io.ironpost.alerts.sink.otlp;

import org.jspecify.annotations.NullMarked;
