/** What a day of a schedule costs, before it starts. Pure. */
@NullMarked
package dev.x0xtest.serve.schedule.plan;

import org.jspecify.annotations.NullMarked;
