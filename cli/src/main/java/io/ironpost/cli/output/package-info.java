/// How results look: tables, JSON, CSV, SARIF, JUnit; what is safe to print; progress.
@NullMarked
package io.ironpost.cli.output;

import org.jspecify.annotations.NullMarked;
