import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Follows every link between the Markdown pages below a folder (the current one unless given): the
/// file must be there, and the heading too. Prints each dead one with its place, and ends with 1
/// when there are any. Links to other hosts are left alone: a build must not need a network.
static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");

static final Pattern CODE = Pattern.compile("`[^`]*`");

static final Set<String> NOT_OURS = Set.of("target", "node_modules");

void main(String[] args) throws IOException {
  Path root = Path.of(args.length > 0 ? args[0] : ".");
  List<String> dead = new ArrayList<>();
  List<Path> pages = pagesBelow(root);
  for (Path page : pages) {
    dead.addAll(deadLinksOf(root, page));
  }
  dead.forEach(IO::println);
  IO.println("links: %d pages, %d dead".formatted(pages.size(), dead.size()));
  System.exit(dead.isEmpty() ? 0 : 1);
}

List<Path> pagesBelow(Path root) throws IOException {
  List<Path> pages = new ArrayList<>();
  Files.walkFileTree(
      root,
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
          String name = folder.getFileName().toString();
          boolean hidden = name.startsWith(".") && !folder.equals(root);
          return hidden || NOT_OURS.contains(name)
              ? FileVisitResult.SKIP_SUBTREE
              : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
          if (file.toString().endsWith(".md")) {
            pages.add(file);
          }
          return FileVisitResult.CONTINUE;
        }
      });
  return pages;
}

List<String> deadLinksOf(Path root, Path page) throws IOException {
  List<String> dead = new ArrayList<>();
  List<String> lines = prose(page);
  for (int i = 0; i < lines.size(); i++) {
    Matcher link = LINK.matcher(CODE.matcher(lines.get(i)).replaceAll("code"));
    while (link.find()) {
      String why = whyDead(page, link.group(1));
      if (!why.isEmpty()) {
        dead.add("%s:%d: %s: %s".formatted(root.relativize(page), i + 1, link.group(1), why));
      }
    }
  }
  return dead;
}

/// Empty when it is alive.
String whyDead(Path page, String target) throws IOException {
  if (target.contains("://") || target.startsWith("mailto:")) {
    return "";
  }
  String[] parts = target.split("#", 2);
  Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
  if (!Files.exists(file)) {
    return "no such file";
  }
  boolean heading = parts.length == 1 || !file.toString().endsWith(".md");
  return heading || anchors(file).contains(parts[1]) ? "" : "no such heading";
}

/// As GitHub makes them: lower case, without punctuation, spaces as hyphens.
Set<String> anchors(Path page) throws IOException {
  return prose(page).stream()
      .filter(line -> line.startsWith("#"))
      .map(line -> line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT))
      .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
      .collect(Collectors.toCollection(HashSet::new));
}

/// The lines, those of code blocks empty.
List<String> prose(Path page) throws IOException {
  List<String> lines = new ArrayList<>();
  boolean code = false;
  for (String line : Files.readAllLines(page)) {
    boolean fence = line.strip().startsWith("```");
    lines.add(code || fence ? "" : line);
    code ^= fence;
  }
  return lines;
}
