/**
 * What is shown of one run beyond its report: an overview without the proven pairs, and what happened to one pair.
 *
 * <p>Any thread. It may block.
 */
@NullMarked
package dev.x0xtest.serve.api.run;

import org.jspecify.annotations.NullMarked;
