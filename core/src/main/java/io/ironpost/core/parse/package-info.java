/// The shape of a parser: bytes of one line in, fields of a record out.
@NullMarked
package io.ironpost.core.parse;

import org.jspecify.annotations.NullMarked;
