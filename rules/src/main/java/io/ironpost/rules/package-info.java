/// Detection rules in Sigma's language: from text to matches.
@NullMarked
package io.ironpost.rules;

import org.jspecify.annotations.NullMarked;
