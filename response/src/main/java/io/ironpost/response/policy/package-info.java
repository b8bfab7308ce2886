/// When something is to be done about an alert, and what.
@NullMarked
package io.ironpost.response.policy;

import org.jspecify.annotations.NullMarked;
