package io.ironpost.daemon.config;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Secret;
import io.ironpost.core.config.Section;

/// `[log_pipeline.storage]` and `[spool]`: what is kept, where, and for how long.
public final class StorageKeys {
  public static final Key<Secret> POSTGRES_URL =
      Keys.hidden(
          "postgres_url",
          "",
          "A PostgreSQL database for history, as postgresql://user:password@host:5432/ironpost."
              + " Empty: SQLite in data_dir.");
  public static final Key<Secret> REDIS_URL =
      Keys.hidden(
          "redis_url", "", "Understood for the sake of old files; Ironpost needs no Redis.");
  public static final Key<Long> RETENTION_DAYS =
      Keys.whole("retention_days", 30, 1, 3_650, "How long history is kept.");
  public static final Key<ByteSize> MAX_SIZE =
      Keys.size(
          "max_size",
          Keys.mebibytes(1_024),
          Keys.mebibytes(16),
          Keys.mebibytes(1 << 20),
          "How large history may grow; the oldest alerts go first.");

  public static final Key<ByteSize> SPOOL_MAX_SIZE =
      Keys.size(
          "max_size",
          Keys.mebibytes(1_024),
          Keys.mebibytes(32),
          Keys.mebibytes(1 << 20),
          "How much waits for slow receivers at most; beyond it the oldest alerts are given up for"
              + " those who have not taken them, and counted.");

  private StorageKeys() {}

  static Section storage() {
    return Keys.section(
        "log_pipeline.storage",
        "STORAGE",
        "Where history is kept.",
        POSTGRES_URL,
        REDIS_URL,
        RETENTION_DAYS,
        MAX_SIZE);
  }

  static Section spool() {
    return Keys.section(
        "spool", "SPOOL", "The durable queue between detection and receivers.", SPOOL_MAX_SIZE);
  }
}
