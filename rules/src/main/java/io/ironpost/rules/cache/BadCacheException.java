package io.ironpost.rules.cache;

/// The bytes are no rules as this build keeps them; read the rule files instead.
public final class BadCacheException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadCacheException(String what) {
    super("kept rules cannot be used: " + what);
  }

  BadCacheException(String what, Throwable cause) {
    super("kept rules cannot be used: " + what, cause);
  }
}
