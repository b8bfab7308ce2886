/// What the program tells Prometheus, and the figures that this and the status page are made of.
@NullMarked
package io.ironpost.daemon.metrics;

import org.jspecify.annotations.NullMarked;
