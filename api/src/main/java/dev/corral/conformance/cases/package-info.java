/**
 * The cases of the conformance kit, a table for each family of operations and one class for each
 * kind of promise. Cases know operations, sessions and the reference, and no test framework.
 */
@NullMarked
package dev.corral.conformance.cases;

import org.jspecify.annotations.NullMarked;
