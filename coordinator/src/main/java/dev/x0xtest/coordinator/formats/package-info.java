/**
 * The forms in which a report leaves the program, in one table: text, JSON, JUnit XML, CSV, Markdown, metrics, a page, pictures,
 * annotations of GitHub.
 *
 * <p>Pure. What daemons and runners say is hostile: no form lets it become markup, a command or a control sequence.
 */
@NullMarked
package dev.x0xtest.coordinator.formats;

import org.jspecify.annotations.NullMarked;
