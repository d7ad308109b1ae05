package dev.corral.examples.plugin;

import dev.corral.spi.BackendProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs providers of this package as their author would: classes and a service file. */
public final class PluginJar {
  private PluginJar() {}

  /** Writes a jar that declares these providers. */
  public static Path write(Path jar, Class<?>... providers) throws IOException {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (Class<?> type : providers) {
      for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
        classes.addAll(withNested(c));
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : classes) {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = PluginJar.class.getClassLoader().getResourceAsStream(entry)) {
          add(zip, entry, Objects.requireNonNull(bytes, entry).readAllBytes());
        }
      }
      String names = Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n"));
      add(
          zip,
          "META-INF/services/" + BackendProvider.class.getName(),
          names.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** A class with those inside it, the anonymous ones too. */
  private static List<Class<?>> withNested(Class<?> type) {
    List<Class<?>> all = new ArrayList<>(List.of(type));
    all.addAll(Arrays.asList(type.getDeclaredClasses()));
    for (int i = 1; anonymous(type, i) != null; i++) {
      all.add(anonymous(type, i));
    }
    return all;
  }

  private static Class<?> anonymous(Class<?> type, int number) {
    try {
      return Class.forName(type.getName() + "$" + number, false, type.getClassLoader());
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  private static void add(ZipOutputStream zip, String entry, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    zip.write(bytes);
    zip.closeEntry();
  }
}
