/// Data that says which logsource an event is of, and which second names its fields have.
@NullMarked
package io.ironpost.logs.route;

import org.jspecify.annotations.NullMarked;
