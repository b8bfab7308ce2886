package io.ironpost.core.judge;

/// What an inspector found in one batch; only the judge that made the inspector can read it.
public interface Verdicts {}
