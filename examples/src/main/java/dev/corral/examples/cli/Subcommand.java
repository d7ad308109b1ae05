package dev.corral.examples.cli;

import java.util.concurrent.Callable;

/** A command of the program; what it gives is the exit code. */
interface Subcommand extends Callable<Integer> {}
