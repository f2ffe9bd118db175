import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Merges jars into one that the AOT cache takes: without signatures, with the JDK 25 variant of
 * multi-release classes, and with old classes raised to the class file version of JDK 25. The same
 * jars give the same bytes.
 */
class Repack {
  private static final int JDK_25 = 69;
  private static final int JDK_6 = 50;

  static void merge(Path out, Instant timestamp, String commit, List<String> jars)
      throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (String jar : jars) {
      collect(Path.of(jar), entries);
    }
    entries.put("privnet-commit", (commit + "\n").getBytes());
    entries.put(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\r\nMain-Class: io.privnet.cli.Main\r\n\r\n".getBytes());
    ClassHierarchyResolver hierarchy = hierarchy(entries);
    Files.createDirectories(out.getParent());
    Path partial = out.resolveSibling("privnet.jar.partial");
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)))) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        byte[] bytes = raise(e.getKey(), e.getValue(), hierarchy);
        boolean ours = e.getKey().startsWith("io/privnet/cli/") && e.getKey().endsWith(".class");
        write(zip, e.getKey(), ours ? OptionCompiler.compile(bytes) : bytes, timestamp);
      }
    }
    // The AOT cache and the archive both remember this time, so it must survive unpacking.
    Files.setLastModifiedTime(partial, FileTime.from(timestamp));
    Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void collect(Path jar, Map<String, byte[]> entries) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> all = new ArrayList<>(zip.stream().toList());
      // Later variants of a class come after the base and replace it.
      all.sort(Comparator.comparingInt(e -> variant(e.getName())));
      Map<String, byte[]> own = new TreeMap<>();
      for (ZipEntry e : all) {
        int variant = variant(e.getName());
        if (e.isDirectory() || variant > 25 || dropped(e.getName()) || linkedLate(e.getName())) {
          continue;
        }
        String name = e.getName();
        if (variant > 0) {
          name = name.substring(name.indexOf('/', "META-INF/versions/".length()) + 1);
          if (dropped(name)) {
            continue;
          }
        }
        if (name.matches("META-INF/(LICENSE|NOTICE)[^/]*")) {
          // Every library's terms are kept, where those of another do not hide them.
          String library = jar.getFileName().toString().replace(".jar", "");
          name = "META-INF/licenses/" + library + name.substring("META-INF".length());
        }
        try (var in = zip.getInputStream(e)) {
          own.put(name, in.readAllBytes());
        }
      }
      own.forEach(
          (name, bytes) ->
              entries.merge(
                  name, bytes, (a, b) -> name.startsWith("META-INF/services/") ? joined(a, b) : a));
    }
  }

  private static byte[] joined(byte[] a, byte[] b) {
    return (new String(a).stripTrailing() + "\n" + new String(b)).getBytes();
  }

  private static int variant(String name) {
    if (!name.startsWith("META-INF/versions/")) {
      return 0;
    }
    String rest = name.substring("META-INF/versions/".length());
    int slash = rest.indexOf('/');
    return slash > 0 ? Integer.parseInt(rest.substring(0, slash)) : 0;
  }

  /**
   * zstd-jni has classes for newer Java that link each native function while the program runs,
   * which takes a quarter of a second, twice as long as a small capture; those for older Java are
   * linked by the machine.
   */
  private static boolean linkedLate(String name) {
    return name.startsWith("META-INF/versions/22/com/github/luben/zstd/");
  }

  private static boolean dropped(String name) {
    return name.endsWith("module-info.class")
        || name.startsWith("META-INF/maven/")
        || name.startsWith("META-INF/native-image/")
        || name.startsWith("META-INF/proguard/")
        || name.equals("META-INF/MANIFEST.MF")
        || name.equals("META-INF/INDEX.LIST")
        || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")
        // The launcher runs on Linux and macOS, where few machines are of another kind than these.
        || name.contains("/libzstd-jni-")
            && !name.matches("(linux/(amd64|aarch64)|darwin/(x86_64|aarch64))/.*");
  }

  /** The AOT cache refuses classes older than JDK 6, whose verifier needs no stack maps. */
  private static byte[] raise(String name, byte[] bytes, ClassHierarchyResolver hierarchy) {
    if (!name.endsWith(".class")) {
      return bytes;
    }
    int major = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    if (major > JDK_6) {
      return bytes;
    }
    ClassFile reader =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.DeadCodeOption.PATCH_DEAD_CODE,
            // A shared pool would copy the methods as they are, without stack maps.
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    try {
      return reader.transformClass(
          reader.parse(bytes),
          ClassTransform.dropping(e -> e instanceof ClassFileVersion)
              .andThen(
                  ClassTransform.endHandler(
                      builder -> builder.with(ClassFileVersion.of(JDK_25, 0)))));
    } catch (IllegalArgumentException e) {
      // It needs classes that are not here, so it cannot run anyway.
      return bytes;
    }
  }

  private static ClassHierarchyResolver hierarchy(Map<String, byte[]> entries) {
    return ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              byte[] found =
                  entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
              return found == null ? null : new ByteArrayInputStream(found);
            })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static void write(ZipOutputStream zip, String name, byte[] bytes, Instant timestamp)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(java.time.LocalDateTime.ofInstant(timestamp, java.time.ZoneOffset.UTC));
    // Stored, not deflated: what is not in the cache loads faster, and the archive compresses it.
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
