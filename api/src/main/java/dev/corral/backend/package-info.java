/**
 * Finding, selecting and using backends.
 *
 * <p>{@link dev.corral.backend.Backends} finds the providers and opens a {@link
 * dev.corral.backend.Session}; a session opens {@link dev.corral.backend.Scope}s, which own tensors
 * and give the {@link dev.corral.backend.Ops operations} that make them. What must be the same on
 * all backends is written here once: checks and their messages, ownership, recycling, counting.
 */
@NullMarked
package dev.corral.backend;

import org.jspecify.annotations.NullMarked;
