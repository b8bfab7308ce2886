/// What was done, on whose word, and how it ended: kept on disk.
@NullMarked
package io.ironpost.response.journal;

import org.jspecify.annotations.NullMarked;
