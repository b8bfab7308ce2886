package io.ironpost.rules.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Text to nodes. Works on the parser's events, not on its node graph: the events come one after
/// another, so depth and size are bounded while reading and not after the damage is done.
final class YamlReader {
  /// The first Ironpost's limit for a whole folder of rules.
  static final int MAX_DOCUMENTS = 10_000;

  private static final LoadSettings SETTINGS =
      settings(LoadSettings.builder().build().getBufferSize());

  /// The library copies what it holds of the current token for every buffer it reads: with its
  /// buffer of 1,025 characters a value of 9 MB took a minute, with one of this size a second.
  private static final LoadSettings BIG_SETTINGS = settings(1 << 20);

  /// Texts from here on are read through the big buffer; rules of real life are smaller.
  private static final int BIG_TEXT = 1 << 17;

  private final ProblemLog problems;

  YamlReader(ProblemLog problems) {
    this.problems = problems;
  }

  private static LoadSettings settings(int bufferSize) {
    return LoadSettings.builder()
        .setCodePointLimit(RuleReader.MAX_FILE_BYTES)
        .setBufferSize(bufferSize)
        .build();
  }

  /// The documents of the source in their order.
  List<YamlDocument> read() {
    List<YamlDocument> documents = new ArrayList<>();
    for (YamlChunk chunk : YamlChunk.split(problems.source().text())) {
      if (documents.size() == MAX_DOCUMENTS) {
        problems.beginDocument();
        String message = "more than " + MAX_DOCUMENTS + " documents; the rest is not read";
        problems.error("too-many-documents", chunk.span(0, 0, 0, 0), message, "split the file");
        documents.add(new YamlDocument(Optional.empty(), problems.firstError()));
        break;
      }
      readChunk(chunk, documents);
    }
    return documents;
  }

  private void readChunk(YamlChunk chunk, List<YamlDocument> documents) {
    problems.beginDocument();
    int before = documents.size();
    parse(chunk, documents);
    boolean broken = problems.firstError().isPresent();
    if (broken && documents.size() == before) {
      documents.add(new YamlDocument(Optional.empty(), problems.firstError()));
    }
  }

  private void parse(YamlChunk chunk, List<YamlDocument> documents) {
    try {
      LoadSettings settings = chunk.text().length() < BIG_TEXT ? SETTINGS : BIG_SETTINGS;
      ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, chunk.text()));
      while (parser.hasNext()) {
        if (parser.next().getEventId() == Event.ID.DocumentStart) {
          YamlComposer composer = new YamlComposer(parser, chunk, problems);
          Yaml root = composer.document();
          documents.add(new YamlDocument(Optional.of(root), problems.firstError()));
        }
      }
    } catch (YamlRefusedException e) {
      problems.error(e.code(), e.span(), e.problem(), "");
    } catch (MarkedYamlEngineException e) {
      syntaxError(chunk, e.getProblemMark().or(e::getContextMark), describe(e));
    } catch (ReaderException e) {
      String character = "U+%04X".formatted(e.getCodePoint());
      Span span = spanOfCodePoint(chunk, e.getPosition());
      problems.error("yaml-syntax", span, "character " + character + " is not allowed in YAML", "");
    } catch (YamlEngineException | IndexOutOfBoundsException | IllegalArgumentException e) {
      // The library's scanner has thrown the latter two on broken escapes and tags.
      syntaxError(chunk, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static String describe(MarkedYamlEngineException e) {
    String problem = Optional.ofNullable(e.getProblem()).orElse("not YAML");
    return Optional.ofNullable(e.getContext()).map(c -> c + ", " + problem).orElse(problem);
  }

  private void syntaxError(YamlChunk chunk, Optional<Mark> mark, String message) {
    Span span =
        mark.map(m -> chunk.span(m.getLine(), m.getColumn(), m.getIndex(), 1))
            .orElse(chunk.span(0, 0, 0, 0));
    String text = message.strip().replace('\n', ' ');
    problems.error("yaml-syntax", span, "not valid YAML: " + text, syntaxHint(text));
  }

  private static String syntaxHint(String message) {
    if (message.contains("\\t")) {
      return "indent with spaces, not tabs";
    }
    if (message.contains("mapping values are not allowed")) {
      return "put quotes around a value that contains ': '";
    }
    return message.contains("alias") || message.contains("anchor")
        ? "put quotes around a value that begins with * or &"
        : "";
  }

  private static Span spanOfCodePoint(YamlChunk chunk, int position) {
    int end = Math.min(Math.max(position, 0), chunk.text().length());
    String before = chunk.text().substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int column = end - (before.lastIndexOf('\n') + 1);
    return chunk.span(line, column, end, 1);
  }
}
