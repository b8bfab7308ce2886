/// What Ironpost can do about an alert, and who does it.
@NullMarked
package io.ironpost.core.action;

import org.jspecify.annotations.NullMarked;
