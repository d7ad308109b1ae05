/** What a session computes with: the kernels that work here, its threads and its working memory. */
@NullMarked
package dev.corral.backend.cpu.fast.machine;

import org.jspecify.annotations.NullMarked;
