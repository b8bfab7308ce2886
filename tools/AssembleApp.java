import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Copies the program's jars into a folder named by their content and prints that folder.
///
/// On the way, class files from before Java 6 are brought to the version of this JDK: the JVM leaves
/// such old ones (picocli's are of Java 5) out of its AOT cache, which costs 57 ms per start.
///
/// Arguments: the folder to make the folder in, then the jars in class path order.
final int OLDEST_CACHEABLE = 50;

void main(String[] args) throws Exception {
  Path parent = Path.of(args[0]);
  Path[] jars = Arrays.stream(args).skip(1).map(Path::of).toArray(Path[]::new);
  Path app = parent.resolve(nameOf(jars));
  if (Files.notExists(app)) {
    // Not a temporary folder: those are private, and other users may run what one has built.
    Path work = Files.createDirectories(parent.resolve("part." + ProcessHandle.current().pid()));
    for (Path jar : jars) {
      assemble(jar, work.resolve(jar.getFileName()));
    }
    Files.move(work, app, StandardCopyOption.ATOMIC_MOVE);
  }
  IO.println(app);
}

String nameOf(Path[] jars) throws Exception {
  MessageDigest digest = MessageDigest.getInstance("SHA-256");
  for (Path jar : jars) {
    digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
    digest.update(Files.readAllBytes(jar));
  }
  return HexFormat.of().formatHex(digest.digest(), 0, 8);
}

void assemble(Path jar, Path target) throws IOException {
  Map<String, byte[]> entries = read(jar);
  if (entries.values().stream().noneMatch(this::isOld)) {
    Files.copy(jar, target);
    return;
  }
  ClassFile upgrader =
      ClassFile.of(
          StackMapsOption.GENERATE_STACK_MAPS,
          ClassHierarchyResolverOption.of(hierarchyOf(entries)));
  try (var out = new ZipOutputStream(Files.newOutputStream(target))) {
    for (var entry : entries.entrySet()) {
      byte[] content = entry.getValue();
      out.putNextEntry(new ZipEntry(entry.getKey()));
      out.write(isOld(content) ? upgrade(upgrader, content) : content);
    }
  }
}

Map<String, byte[]> read(Path jar) throws IOException {
  Map<String, byte[]> entries = new LinkedHashMap<>();
  try (var file = new JarFile(jar.toFile())) {
    for (var entry : (Iterable<java.util.jar.JarEntry>) () -> file.entries().asIterator()) {
      try (var in = file.getInputStream(entry)) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
  }
  return entries;
}

boolean isOld(byte[] content) {
  return content.length > 8
      && ByteBuffer.wrap(content).getInt() == 0xCAFEBABE
      && ByteBuffer.wrap(content).getShort(6) < OLDEST_CACHEABLE;
}

byte[] upgrade(ClassFile upgrader, byte[] old) {
  ClassTransform toThisVersion =
      ClassTransform.dropping(ClassFileVersion.class::isInstance)
          // Passing each instruction on makes the code be written anew, and with it the stack maps.
          .andThen(ClassTransform.transformingMethodBodies((code, element) -> code.with(element)))
          .andThen(
              ClassTransform.endHandler(
                  builder -> builder.withVersion(ClassFile.latestMajorVersion(), 0)));
  return upgrader.transformClass(upgrader.parse(old), toThisVersion);
}

/// New stack maps need to know which class extends which: the jar's own classes, then the JDK's.
ClassHierarchyResolver hierarchyOf(Map<String, byte[]> entries) {
  return ClassHierarchyResolver.ofResourceParsing(
          type -> {
            String name = type.descriptorString();
            byte[] content = entries.get(name.substring(1, name.length() - 1) + ".class");
            return content == null ? null : new ByteArrayInputStream(content);
          })
      .orElse(ClassHierarchyResolver.defaultResolver());
}
