/// Formats made of words in a line: CEF, LEEF, logfmt, key=value, W3C extended, and plain text.
@NullMarked
package io.ironpost.logs.text;

import org.jspecify.annotations.NullMarked;
