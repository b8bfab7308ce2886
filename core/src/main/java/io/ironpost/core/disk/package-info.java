/// The seam to the file system: all writing goes through here, so that tests can make it fail.
@NullMarked
package io.ironpost.core.disk;

import org.jspecify.annotations.NullMarked;
