/**
 * What the readers of this framework type, kept compiling and true: an application, a training, a
 * whole backend, and what its author changes. The guide in the module's README shows parts of it.
 */
@NullMarked
package dev.corral.samples;

import org.jspecify.annotations.NullMarked;
