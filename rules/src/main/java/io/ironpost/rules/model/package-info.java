/// Rules as facts: what a rule says, after reading and before compiling. Both spellings, Sigma and
/// the short form, end up here.
@NullMarked
package io.ironpost.rules.model;

import org.jspecify.annotations.NullMarked;
