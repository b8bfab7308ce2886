import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Measures the code against the gauge in CONTRIBUTING.md and prints a report; it fails nothing.
///
/// Arguments: the folders to look through. Only main sources count: a test's length says little.
static final int LONGEST_METHOD = 60;

static final int LONGEST_FILE = 500;

record Measured(String name, int lines) {}

void main(String[] args) throws IOException {
  List<Path> sources = new ArrayList<>();
  for (String folder : args) {
    sources.addAll(javaFilesUnder(Path.of(folder)));
  }
  if (sources.isEmpty()) {
    return;
  }
  List<Measured> files = new ArrayList<>();
  int code = 0;
  int comments = 0;
  for (Path source : sources) {
    List<String> lines = Files.readAllLines(source);
    files.add(new Measured(source.toString(), lines.size()));
    comments += (int) lines.stream().map(String::strip).filter(this::isComment).count();
    code += (int) lines.stream().map(String::strip).filter(l -> !l.isEmpty() && !isComment(l)).count();
  }
  List<Measured> methods = methodsOf(sources);
  IO.println();
  IO.println("Style gauge (main sources; aims in brackets)");
  report("methods", methods, "[p90 20, longest %d]".formatted(LONGEST_METHOD));
  report("files", files, "[p90 250, longest %d]".formatted(LONGEST_FILE));
  IO.println("  comments  %d lines for %d of code: %.1f for ten [about 4]".formatted(comments, code, 10.0 * comments / code));
  listOver(methods, LONGEST_METHOD);
  listOver(files, LONGEST_FILE);
}

List<Path> javaFilesUnder(Path folder) throws IOException {
  try (Stream<Path> walk = Files.walk(folder)) {
    return walk.filter(p -> p.toString().endsWith(".java"))
        .filter(p -> !p.endsWith("package-info.java"))
        .sorted()
        .toList();
  }
}

boolean isComment(String line) {
  return line.startsWith("//") || line.startsWith("*") || line.startsWith("/*");
}

List<Measured> methodsOf(List<Path> sources) throws IOException {
  var compiler = ToolProvider.getSystemJavaCompiler();
  var fileManager = compiler.getStandardFileManager(null, null, null);
  var task =
      (JavacTask)
          compiler.getTask(
              null, fileManager, _ -> {}, List.of("-proc:none"), null,
              fileManager.getJavaFileObjectsFromPaths(sources));
  List<Measured> methods = new ArrayList<>();
  for (CompilationUnitTree unit : task.parse()) {
    new MethodLengths(unit, Trees.instance(task), methods).scan(unit, null);
  }
  return methods;
}

static final class MethodLengths extends TreePathScanner<Void, Void> {
  private final CompilationUnitTree unit;
  private final Trees trees;
  private final List<Measured> found;

  MethodLengths(CompilationUnitTree unit, Trees trees, List<Measured> found) {
    this.unit = unit;
    this.trees = trees;
    this.found = found;
  }

  @Override
  public Void visitMethod(MethodTree method, Void nothing) {
    long start = trees.getSourcePositions().getStartPosition(unit, method);
    long end = trees.getSourcePositions().getEndPosition(unit, method);
    if (method.getBody() != null && end > start) {
      var lines = unit.getLineMap();
      int length = (int) (lines.getLineNumber(end) - lines.getLineNumber(start) + 1);
      String file = Path.of(unit.getSourceFile().getName()).toString();
      found.add(new Measured(file + ":" + lines.getLineNumber(start) + " " + method.getName(), length));
    }
    return super.visitMethod(method, nothing);
  }
}

void report(String what, List<Measured> measured, String aim) {
  List<Integer> lengths = measured.stream().map(Measured::lines).sorted().toList();
  IO.println(
      "  %-8s  %d: median %d lines, p90 %d, p99 %d, longest %d %s"
          .formatted(what, lengths.size(), at(lengths, 50), at(lengths, 90), at(lengths, 99), Collections.max(lengths), aim));
}

int at(List<Integer> sorted, int percent) {
  return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
}

void listOver(List<Measured> measured, int limit) {
  measured.stream()
      .filter(m -> m.lines() > limit)
      .sorted(Comparator.comparingInt(Measured::lines).reversed())
      .forEach(m -> IO.println("  over %d: %d lines, %s".formatted(limit, m.lines(), m.name())));
}
