/// Repeats fold into one alert with a count.
@NullMarked
package io.ironpost.alerts.fold;

import org.jspecify.annotations.NullMarked;
