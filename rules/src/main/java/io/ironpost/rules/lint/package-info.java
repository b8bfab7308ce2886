/// What an author wants to know of a rule file before it is used: everything the reader finds, and
/// matters of house style that are no business of the reader.
@NullMarked
package io.ironpost.rules.lint;

import org.jspecify.annotations.NullMarked;
