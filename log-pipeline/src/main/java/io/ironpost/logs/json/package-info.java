/// JSON events, one per line: flat, nested, and the shapes that well-known programs write.
@NullMarked
package io.ironpost.logs.json;

import org.jspecify.annotations.NullMarked;
