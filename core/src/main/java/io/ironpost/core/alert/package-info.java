/// What is told to people: alerts, their severity, technique, entities and evidence.
@NullMarked
package io.ironpost.core.alert;

import org.jspecify.annotations.NullMarked;
