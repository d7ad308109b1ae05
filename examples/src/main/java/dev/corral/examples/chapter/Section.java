package dev.corral.examples.chapter;

/**
 * A section of the chapter.
 *
 * @param chinese its title in the book
 * @param english its title in English
 */
public record Section(String chinese, String english) {}
