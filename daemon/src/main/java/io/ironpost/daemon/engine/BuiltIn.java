package io.ironpost.daemon.engine;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// The content that comes with Ironpost, found on the class path without an index to keep: the
/// entries of the content jar, or the files of its folder in a development tree.
public final class BuiltIn {
  /// Before the names of built-in rules in messages: they are no files of the user.
  public static final String PREFIX = "builtin:";

  private static final String ROOT = "io/ironpost/content/";
  private static final String RULES = ROOT + "rules/";

  /// A file that is always there, from which the place of all others is known.
  private static final String LANDMARK = ROOT + "programs/index.txt";

  private BuiltIn() {}

  /// The built-in rule files by name, `builtin:ssh/brute_force.yml`; tests are left out.
  public static Map<String, byte[]> rules() {
    Map<String, byte[]> files = read(RULES);
    files.keySet().removeIf(name -> name.endsWith(".test.yml"));
    return files;
  }

  /// The built-in rule files and the test files beside them.
  public static Map<String, byte[]> rulesAndTests() {
    return read(RULES);
  }

  private static Map<String, byte[]> read(String folder) {
    URL landmark = BuiltIn.class.getClassLoader().getResource(LANDMARK);
    if (landmark == null) {
      throw new IllegalStateException("this Ironpost has no built-in content: its build is broken");
    }
    try {
      return landmark.getProtocol().equals("jar")
          ? fromJar(landmark, folder)
          : fromFolder(landmark.toURI(), folder);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot read the built-in content", e);
    }
  }

  private static Map<String, byte[]> fromJar(URL landmark, String folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    JarURLConnection connection = (JarURLConnection) landmark.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (ZipEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(folder) && name.endsWith(".yml")) {
          byte[] content = jar.getInputStream(entry).readAllBytes();
          files.put(PREFIX + name.substring(folder.length()), content);
        }
      }
    }
    return files;
  }

  private static Map<String, byte[]> fromFolder(URI landmark, String folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    String path = landmark.getPath();
    Path root = Path.of(path.substring(0, path.length() - LANDMARK.length()));
    Path base = root.resolve(folder);
    try (Stream<Path> found = Files.walk(base)) {
      for (Path file : found.filter(f -> f.toString().endsWith(".yml")).toList()) {
        files.put(PREFIX + base.relativize(file), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
