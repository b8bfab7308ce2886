/// Alerts on their way to people.
@NullMarked
package io.ironpost.alerts;

import org.jspecify.annotations.NullMarked;
