/// Handing alerts over by HTTP: one client per sink, every wait limited, answers told apart.
@NullMarked
package io.ironpost.alerts.sink.http;

import org.jspecify.annotations.NullMarked;
