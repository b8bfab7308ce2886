/// What tests share.
@NullMarked
package io.ironpost.testkit;

import org.jspecify.annotations.NullMarked;
