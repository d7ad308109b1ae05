package dev.corral.examples.cli;

import java.util.List;

/**
 * How the program was called.
 *
 * @param mainClass the class whose main method got the arguments
 * @param arguments the command and its options
 */
record Invocation(String mainClass, List<String> arguments) {}
