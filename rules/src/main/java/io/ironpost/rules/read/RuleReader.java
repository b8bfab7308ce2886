package io.ironpost.rules.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads rule files. Any bytes are taken; whatever is wrong with them becomes a [Problem], and the
/// sound rules of a file are given even when others in it are broken. Without state: one reader can
/// serve several threads.
public final class RuleReader {
  /// The first Ironpost's limit. A rule has three kilobytes.
  static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

  private final ReadOptions options;

  public RuleReader(ReadOptions options) {
    this.options = options;
  }

  /// Reads one file by itself. A correlation may refer to rules in other files: such references
  /// stay as they are written; [RuleLoader] resolves them.
  ///
  /// @param fileName as problems should name it; rules without an id are called after it
  public ReadResult read(String fileName, byte[] content) {
    FileReading reading = readFile(fileName, idBase(fileName), content);
    References references = References.withinFile(reading.drafts());
    int refused = reading.refusals().size() + references.refusals().size();
    return new ReadResult(
        references.rules(), reading.problems().inOrder(), reading.documents(), refused);
  }

  /// The file's name without its extension.
  static String idBase(String fileName) {
    int slash = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
    int dot = fileName.lastIndexOf('.');
    String base = dot > slash + 1 ? fileName.substring(0, dot) : fileName;
    return base.isBlank() ? "rule" : base;
  }

  FileReading readFile(String fileName, String idBase, byte[] content) {
    Optional<String> text = content.length > MAX_FILE_BYTES ? Optional.empty() : decode(content);
    ProblemLog problems = new ProblemLog(Source.of(fileName, idBase, text.orElse("")));
    if (text.isEmpty()) {
      return unreadable(content, problems);
    }
    RuleDocuments documents = RuleDocuments.of(new YamlReader(problems).read(), problems);
    return readDocuments(documents, problems);
  }

  private static Optional<String> decode(byte[] content) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static FileReading unreadable(byte[] content, ProblemLog problems) {
    Span start = new Span(1, 1, 0, 0);
    if (content.length > MAX_FILE_BYTES) {
      String message = "the file has more than " + MAX_FILE_BYTES + " bytes";
      problems.error("file-too-big", start, message, "split it");
    } else {
      problems.error("not-utf8", start, "the file is not UTF-8 text", "");
    }
    return new FileReading(List.of(), refusal("", problems), problems, 1);
  }

  private FileReading readDocuments(RuleDocuments documents, ProblemLog problems) {
    List<Draft> drafts = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    documents.broken().forEach(problem -> refusals.add(new Refusal("", problem)));
    DocumentReader reader = new DocumentReader(new RuleContext(problems, options));
    for (RuleDocument document : documents.documents()) {
      problems.beginDocument();
      Optional<Draft> draft = reader.read(document);
      Optional<Problem> reason = document.flaw().or(problems::firstError);
      if (reason.isPresent()) {
        refusals.add(new Refusal(DocumentReader.nameOf(document), reason.get()));
      } else {
        draft.ifPresent(drafts::add);
      }
    }
    int count = documents.documents().size() + documents.broken().size();
    Optional<Problem> stray = problems.inOrder().stream().filter(Problem::isError).findFirst();
    if (refusals.isEmpty() && stray.isPresent()) { // what is broken is not even a document
      refusals.add(new Refusal("", stray.get()));
      count++;
    }
    return new FileReading(drafts, refusals, problems, count);
  }

  private static List<Refusal> refusal(String rule, ProblemLog problems) {
    return problems.firstError().map(reason -> new Refusal(rule, reason)).stream().toList();
  }
}
