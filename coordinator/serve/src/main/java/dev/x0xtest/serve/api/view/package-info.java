/**
 * What the API shows, as JSON, metrics, words and pictures. Pure. Times are ms since 1970 unless a name ends otherwise; an
 * unknown value is null. What nodes say has no control characters here.
 */
@NullMarked
package dev.x0xtest.serve.api.view;

import org.jspecify.annotations.NullMarked;
