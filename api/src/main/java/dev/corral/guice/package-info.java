/**
 * Wires applications with Guice; optional, and the only package that knows Guice. Backends have
 * nothing to do with it.
 */
@NullMarked
package dev.corral.guice;

import org.jspecify.annotations.NullMarked;
