/// The forms in which alerts are written: native JSON, OCSF, ECS, CEF.
@NullMarked
package io.ironpost.alerts.format;

import org.jspecify.annotations.NullMarked;
