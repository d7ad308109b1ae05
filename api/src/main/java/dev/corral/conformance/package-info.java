/**
 * The conformance kit: proves that a backend keeps the {@linkplain
 * dev.corral.conformance.rules.Rules rules}. It needs the JDK only. {@link
 * dev.corral.conformance.ConformanceKit} gives the cases to a test framework, in four lines of
 * JUnit 5; {@link dev.corral.conformance.Conformance} runs them without one and reports.
 *
 * <p>Results are measured by the float64 {@linkplain dev.corral.conformance.reference reference},
 * which no backend uses.
 */
@NullMarked
package dev.corral.conformance;

import org.jspecify.annotations.NullMarked;
