/// What people do not want to be told of for a while.
@NullMarked
package io.ironpost.alerts.silence;

import org.jspecify.annotations.NullMarked;
