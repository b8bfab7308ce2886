/// Alerts by e-mail.
@NullMarked
package io.ironpost.alerts.sink.mail;

import org.jspecify.annotations.NullMarked;
