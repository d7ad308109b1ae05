/**
 * What every backend must do, as abstract JUnit 5 classes: extend one, name the provider, and its
 * tests run on that backend. They travel in this module's test-jar.
 */
@NullMarked
package dev.corral.contract;

import org.jspecify.annotations.NullMarked;
