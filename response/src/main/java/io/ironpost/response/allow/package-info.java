/// Whom no action may ever touch.
@NullMarked
package io.ironpost.response.allow;

import org.jspecify.annotations.NullMarked;
