package io.ironpost.store.history;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/// History in one file.
///
/// Write-ahead log, so that readers do not wait for the writer nor it for them. `synchronous =
/// FULL`: a commit is on the disk when it returns. NORMAL would be as safe for the file and faster,
/// but a loss of power may take the last commits back (sqlite.org/pragma.html, synchronous), and
/// the spool lets go of what was acknowledged after them. One fsync for a batch is the price: the
/// busier it is, the larger the batches.
final class SqliteDatabase implements Database {
  /// Larger files take longer to check than a start may last (about 5 ms for a mebibyte).
  private static final long CHECKED_AFTER_CRASH_BYTES = 64L << 20;

  /// Of the writer's page cache, in KiB: the upper pages of all indexes of a million alerts. The
  /// kernel caches the rest.
  private static final int WRITER_CACHE_KIB = 16_384;

  /// Of a reader's: there are several, and the program has a budget of memory.
  private static final int READER_CACHE_KIB = 4_096;

  /// The log file is cut to this after a checkpoint: one large batch must not keep its size.
  private static final int LOG_BYTES = 16 << 20;

  /// Pages (of 4 KiB) in the log before they are carried into the file. Four times SQLite's own
  /// choice: the same index pages change in batch after batch and are carried over once.
  private static final int LOG_PAGES = 4_000;

  /// How often a long question looks at the clock, in steps of SQLite's virtual machine: some
  /// hundred microseconds.
  private static final int STEPS_BETWEEN_LOOKS = 20_000;

  /// Some milliseconds: each page freed at the end of the file is the move of another.
  private static final int PAGES_FREED_AT_ONCE = 128;

  /// What is put aside is for an expert to look at; a disk that damages each new file must not be
  /// filled by them.
  private static final int KEPT_ASIDE = 3;

  /// The file and those that SQLite keeps beside it (sqlite.org/tempfiles.html).
  private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

  private final Path file;
  private final Duration lockLimit;

  SqliteDatabase(Path file) {
    this(file, LOCK_LIMIT);
  }

  /// @param lockLimit in the place of [#LOCK_LIMIT]
  SqliteDatabase(Path file, Duration lockLimit) {
    this.file = file;
    this.lockLimit = lockLimit;
  }

  @Override
  public String kind() {
    return "sqlite";
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public Connection openWriter() throws SQLException {
    boolean crashed = leftBehindLog();
    makePrivate();
    SQLiteConfig config = config(WRITER_CACHE_KIB);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Connection connection = DriverManager.getConnection(url(), config.toProperties());
    try {
      prepare(connection);
      if (crashed) {
        check(connection);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /// A clean end removes the log; one that is there tells of a crash.
  private boolean leftBehindLog() {
    try {
      return Files.size(beside("-wal")) > 0;
    } catch (IOException _) {
      return false; // there is none
    }
  }

  /// Evidence holds names, addresses and commands: the file is its owner's alone from its first
  /// byte on, and SQLite gives its other files the same mode.
  private void makePrivate() throws SQLException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // as it is
    } catch (IOException e) {
      throw new SQLException(
          "cannot make " + file + ": " + e, "08001", SQLiteErrorCode.SQLITE_CANTOPEN.code, e);
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Before the first table and before WAL: afterwards it has no effect.
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
      statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
      statement.execute("PRAGMA cell_size_check = ON"); // finds damage before it spreads
      statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
    }
  }

  private void check(Connection connection) throws SQLException {
    if (file.toFile().length() > CHECKED_AFTER_CRASH_BYTES) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = rows.next() ? rows.getString(1) : "no verdict";
      if (!verdict.equals("ok")) {
        throw new SQLException(verdict, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    }
  }

  @Override
  public Connection openReader() throws SQLException {
    SQLiteConfig config = config(READER_CACHE_KIB);
    config.setReadOnly(true);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return DriverManager.getConnection(url(), config.toProperties());
  }

  private SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) lockLimit.toMillis());
    config.setCacheSize(-cacheKib); // negative: in KiB, not in pages
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.enableLoadExtension(false);
    return config;
  }

  /// The path is a part of a URI to the driver: what would begin parameters must not.
  private String url() throws SQLException {
    String path = file.toAbsolutePath().toString();
    if (path.indexOf('?') >= 0) {
      throw new SQLException(
          "a path with a question mark: " + path, "08001", SQLiteErrorCode.SQLITE_CANTOPEN.code);
    }
    return "jdbc:sqlite:" + path;
  }

  /// The driver's query timeout only waits for locks; a long scan is stopped here.
  @Override
  public void beginReading(Connection reader) throws SQLException {
    long deadline = System.nanoTime() + READ_LIMIT.toNanos();
    ProgressHandler.setHandler(
        reader,
        STEPS_BETWEEN_LOOKS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() - deadline > 0 ? 1 : 0;
          }
        });
  }

  @Override
  public void lockSchema(Connection writer) {
    // BEGIN IMMEDIATE did
  }

  @Override
  public long bytes(Connection connection) throws SQLException {
    long pages = pragma(connection, "page_count") - pragma(connection, "freelist_count");
    return pages * pragma(connection, "page_size");
  }

  private static long pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  @Override
  public boolean shrink(Connection writer) throws SQLException {
    long free = pragma(writer, "freelist_count");
    try (Statement statement = writer.createStatement()) {
      if (free > 0) {
        // It yields one row for each page: only executeUpdate runs it to its end.
        statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_FREED_AT_ONCE + ")");
        return pragma(writer, "freelist_count") < free;
      }
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)"); // this is what cuts the file
      return false;
    }
  }

  @Override
  public Trouble trouble(SQLException failure) {
    return switch (failure.getErrorCode() & 0xFF) { // the rest tells more of the same
      case 5, 6 -> Trouble.BUSY;
      case 9 -> Trouble.TOO_SLOW;
      case 11, 26 -> Trouble.DAMAGED;
      case 13 -> Trouble.DISK_FULL;
      case 3, 8, 14 -> Trouble.UNREACHABLE;
      case 18, 19, 20, 25 -> Trouble.REFUSES_DATA;
      default -> Trouble.OTHER;
    };
  }

  @Override
  public String putAside(String stamp) throws SQLException {
    Path aside = beside(".corrupt-" + stamp);
    try {
      for (String suffix : SUFFIXES) {
        Path one = beside(suffix);
        if (Files.exists(one, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(one, aside.resolveSibling(aside.getFileName() + suffix));
        }
      }
      removeOldOnes();
    } catch (IOException e) {
      throw new SQLException("cannot put the damaged " + file + " aside: " + e, e);
    }
    return aside.toString();
  }

  private void removeOldOnes() throws IOException {
    String prefix = file.getFileName() + ".corrupt-";
    List<Path> asides;
    try (Stream<Path> files = Files.list(beside("").getParent())) {
      asides =
          files
              .filter(one -> one.getFileName().toString().startsWith(prefix))
              .filter(one -> SUFFIXES.stream().skip(1).noneMatch(one.toString()::endsWith))
              .sorted() // by time, as the stamps are written
              .toList();
    }
    for (Path old : asides.subList(0, Math.max(0, asides.size() - KEPT_ASIDE))) {
      for (String suffix : SUFFIXES) {
        Files.deleteIfExists(old.resolveSibling(old.getFileName() + suffix));
      }
    }
  }

  private Path beside(String suffix) {
    Path absolute = file.toAbsolutePath();
    return absolute.resolveSibling(absolute.getFileName() + suffix);
  }
}
