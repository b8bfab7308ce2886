/// What web servers write: access logs and error logs.
@NullMarked
package io.ironpost.logs.web;

import org.jspecify.annotations.NullMarked;
