/// Alerts in a file that rotates.
///
/// What is promised: after a crash at any moment the file holds whole lines only, and an alert that
/// is offered again because the courier had not yet noted it is not written twice.
@NullMarked
package io.ironpost.alerts.sink.file;

import org.jspecify.annotations.NullMarked;
