/**
 * What the readers of this framework type, kept compiling and true: an application, a whole backend
 * and a layer of a backend's own.
 */
@NullMarked
package dev.corral.samples;

import org.jspecify.annotations.NullMarked;
