package io.ironpost.logs.collect;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// Reads files, directories and streams once, from beginning to end, as batches of whole lines.
///
/// Compressed files are known by their first bytes, not their names. Decompression streams into the
/// same bounded buffers, so an archive that unpacks to terabytes costs time, never memory. What was
/// read before an archive turned out to be cut short is kept and handed on.
///
/// Whoever calls waits on this thread; the order of batches is the order of the bytes.
public final class FileCollector {
  /// The largest dictionary `xz -9` uses is 64 MiB; a header that asks for more is refused.
  static final int XZ_MEMORY_KIB = 96 << 10;

  /// The stage under which lines are booked.
  public static final String STAGE = "collect";

  private final CollectLimits limits;
  private final Ledger ledger;
  private final BufferPool pool;
  private final Optional<CaptureReading> captures;

  /// A collector to which captures are files without lines.
  public FileCollector(CollectLimits limits, Ledger ledger) {
    this(limits, ledger, Optional.empty());
  }

  /// A collector that reads captures too.
  public FileCollector(CollectLimits limits, Ledger ledger, CaptureReading captures) {
    this(limits, ledger, Optional.of(captures));
  }

  private FileCollector(CollectLimits limits, Ledger ledger, Optional<CaptureReading> captures) {
    this.limits = limits;
    this.ledger = ledger;
    this.captures = captures;
    this.pool = new BufferPool(limits.bufferBytes());
  }

  /// Reads a file, or all files below a directory in the order of [RotationOrder]. A file the user
  /// named is read whatever it is; in a directory, what is no log (a packet capture, a program) is
  /// skipped.
  public Collected read(Path path, BatchSink sink) throws InterruptedException {
    if (!Files.isDirectory(path)) {
      return readFile(path, Chosen.BY_NAME, sink);
    }
    Below below = new Below();
    try {
      // A link that the user named is followed, like a folder he named.
      Files.walkFileTree(Files.isSymbolicLink(path) ? path.toRealPath() : path, below);
    } catch (IOException e) {
      return Collected.problem(path.toString(), reason(e));
    }
    below.files.sort(new RotationOrder());
    Collected all = below.refused;
    for (Path file : below.files) {
      all = all.plus(readFile(file, Chosen.IN_DIRECTORY, sink));
    }
    return all;
  }

  /// Reads a stream (standard input is `-`) and hands on what is there whenever it has to wait.
  public Collected read(String source, InputStream in, BatchSink sink) throws InterruptedException {
    return readStream(source, in, Chosen.AS_STREAM, sink);
  }

  /// A stream as its lines are read: unpacked, one event a line. For a look at its beginning
  /// without batches and books.
  ///
  /// @throws IOException also later, from the stream, when an archive is damaged
  public static InputStream unpacked(InputStream raw) throws IOException {
    byte[] head = new byte[FileKind.HEAD_BYTES];
    int length = raw.readNBytes(head, 0, head.length);
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), raw);
    return asLines(opened(in, FileKind.of(head, length)), Optional.empty(), "");
  }

  /// How a source came to be read.
  private enum Chosen {
    BY_NAME,
    IN_DIRECTORY,
    AS_STREAM
  }

  /// The files below a directory. The directory that was named may be a link; links to directories
  /// below it are not followed (they may form a circle). A folder that may not be looked into does
  /// not hide the others: `/var/log` has some of them for everybody but root.
  private static final class Below extends SimpleFileVisitor<Path> {
    private final List<Path> files = new ArrayList<>();
    private Collected refused = Collected.NOTHING;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      refused = refused.plus(Collected.problem(file.toString(), reason(cause)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
      return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
    }
  }

  private Collected readFile(Path file, Chosen chosen, BatchSink sink) throws InterruptedException {
    try (InputStream in = Files.newInputStream(file)) {
      return readStream(file.toString(), in, chosen, sink);
    } catch (IOException e) {
      return Collected.problem(file.toString(), reason(e));
    }
  }

  private Collected readStream(String source, InputStream raw, Chosen chosen, BatchSink sink)
      throws InterruptedException {
    try {
      byte[] head = new byte[FileKind.HEAD_BYTES];
      int length = raw.readNBytes(head, 0, head.length);
      FileKind kind = FileKind.of(head, length);
      if (chosen == Chosen.IN_DIRECTORY && isNoLog(kind)) {
        return Collected.skip(source, kind.words());
      }
      InputStream in = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), raw);
      return readLines(source, opened(in, kind), pace(chosen, kind), sink);
    } catch (IOException e) {
      return Collected.problem(source, reason(e));
    }
  }

  private boolean isNoLog(FileKind kind) {
    return kind == FileKind.CAPTURE && captures.isEmpty() || kind == FileKind.BINARY;
  }

  private static LineBatcher.Pace pace(Chosen chosen, FileKind kind) {
    return chosen == Chosen.AS_STREAM && kind == FileKind.PLAIN
        ? LineBatcher.Pace.LIVE
        : LineBatcher.Pace.BULK;
  }

  private static InputStream opened(InputStream in, FileKind kind) throws IOException {
    return switch (kind) {
      case GZIP -> new GzipMembers(in);
      case ZSTD -> new ZstdStream(in);
      case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
      case PLAIN, CAPTURE, BINARY -> in;
    };
  }

  private Collected readLines(String source, InputStream in, LineBatcher.Pace pace, BatchSink sink)
      throws InterruptedException {
    Account account = ledger.account(STAGE, source);
    LineBatcher batcher = new LineBatcher(source, limits, pool, account, sink);
    String problem = "";
    try {
      batcher.readAll(asLines(in, captures, source), pace);
    } catch (IOException e) {
      problem = reason(e);
    } catch (RuntimeException e) { // what a damaged archive does to a library
      problem = "damaged archive: " + e.getMessage();
    }
    batcher.finish();
    if (problem.isEmpty()) {
      return new Collected(1, batcher.bytes(), batcher.lines(), List.of(), List.of());
    }
    account.received(1); // the rest, of unknown size
    account.dropped(DropReason.UNREADABLE, 1);
    List<CollectProblem> problems = List.of(new CollectProblem(source, problem));
    return new Collected(1, batcher.bytes(), batcher.lines(), problems, List.of());
  }

  /// One event per line, whatever the form of the document; asked of the unpacked stream, since
  /// CloudTrail's files are packed documents. One read only: a pipe must not be waited for.
  private static InputStream asLines(
      InputStream in, Optional<CaptureReading> captures, String source) throws IOException {
    byte[] head = new byte[ElementLines.HEAD_BYTES];
    int length = Math.max(0, in.read(head, 0, head.length));
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), in);
    if (captures.isPresent() && FileKind.of(head, length) == FileKind.CAPTURE) {
      return captures.get().lines(source, whole);
    }
    int depth = ElementLines.elementDepth(head, length);
    return depth < 0 ? whole : new ElementLines(whole, depth);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied; run as a user who may read it";
      case EOFException _ -> "archive is cut short; what it holds up to there was read";
      default -> String.valueOf(e.getMessage());
    };
  }
}
