/// `support`: what a maintainer needs to see, and no secret.
@NullMarked
package io.ironpost.cli.support;

import org.jspecify.annotations.NullMarked;
