/**
 * What a person sees: heat map, findings, verdict, progress. Everything that decides what is shown is a pure function
 * of the report and of a {@link dev.x0xtest.coordinator.render.console.Console}; depends on the report package only.
 */
@NullMarked
package dev.x0xtest.coordinator.render;

import org.jspecify.annotations.NullMarked;
