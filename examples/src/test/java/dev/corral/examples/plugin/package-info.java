/** Backends that the tests add with {@code --plugin}, each with a fault or a wish of its own. */
@NullMarked
package dev.corral.examples.plugin;

import org.jspecify.annotations.NullMarked;
