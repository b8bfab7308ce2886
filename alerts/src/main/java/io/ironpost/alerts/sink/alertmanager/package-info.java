/// Alerts for Prometheus Alertmanager, which groups, silences and routes them.
@NullMarked
package io.ironpost.alerts.sink.alertmanager;

import org.jspecify.annotations.NullMarked;
