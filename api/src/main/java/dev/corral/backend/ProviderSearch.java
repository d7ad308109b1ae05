package dev.corral.backend;

import dev.corral.spi.BackendProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Asks ServiceLoader for providers, one at a time, so that a bad one stops none of the rest. */
final class ProviderSearch {
  private final List<Candidate> found = new ArrayList<>();
  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<String> failures = new HashSet<>();

  static List<Candidate> in(List<ClassLoader> loaders) {
    ProviderSearch search = new ProviderSearch();
    loaders.stream().distinct().forEach(search::in);
    return search.found;
  }

  private void in(ClassLoader loader) {
    Iterator<ServiceLoader.Provider<BackendProvider>> providers =
        ServiceLoader.load(BackendProvider.class, loader).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          add(providers.next());
        }
      } catch (ServiceConfigurationError | LinkageError failure) {
        // An iterator that cannot get past an error repeats it; a second loader may do so too.
        more = addFailure(failure);
      }
    }
  }

  private void add(ServiceLoader.Provider<BackendProvider> provider) {
    Class<? extends BackendProvider> type = provider.type();
    if (seen.add(type)) {
      try {
        found.add(Candidate.of(provider.get()));
      } catch (ServiceConfigurationError | LinkageError failure) {
        found.add(Candidate.broken(type, failure));
      }
    }
  }

  private boolean addFailure(Throwable failure) {
    boolean isNew = failures.add(String.valueOf(failure.getMessage()));
    if (isNew) {
      found.add(Candidate.broken("a declared provider that does not load", failure));
    }
    return isNew;
  }
}
