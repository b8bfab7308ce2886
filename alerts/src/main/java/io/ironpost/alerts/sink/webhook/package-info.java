/// Alerts posted to any URL: as they are, or through a template; signed when asked for.
@NullMarked
package io.ironpost.alerts.sink.webhook;

import org.jspecify.annotations.NullMarked;
