/**
 * The chapter as one page of HTML for people: what each section computes as pictures, and what it
 * takes on each backend. The page carries all that it shows, so it needs no network.
 */
@NullMarked
package dev.corral.examples.report;

import org.jspecify.annotations.NullMarked;
