package dev.corral.conformance.fuzz;

/** The functions along axes. */
enum ReductionWord {
  SUM("sum"),
  MEAN("mean"),
  MAX("max"),
  ARGMAX("argmax"),
  SOFTMAX("softmax"),
  LOG_SOFTMAX("logSoftmax");

  final String word;

  ReductionWord(String word) {
    this.word = word;
  }

  /** Whether it keeps the shape of its argument. */
  boolean isNormalisation() {
    return this == SOFTMAX || this == LOG_SOFTMAX;
  }

  /** Whether it goes along one axis only. */
  boolean alongOneAxis() {
    return this == ARGMAX || isNormalisation();
  }
}
