/// Rules as read, in a compact form to keep: reading 4,000 YAML files costs seconds, this form a
/// tenth of one. The form is private to one build of Ironpost and is made anew whenever anything
/// differs.
@NullMarked
package io.ironpost.rules.cache;

import org.jspecify.annotations.NullMarked;
