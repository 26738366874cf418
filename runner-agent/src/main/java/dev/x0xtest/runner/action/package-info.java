/** What a command does. Handlers run on the runner's event loop and never block it. */
@NullMarked
package dev.x0xtest.runner.action;

import org.jspecify.annotations.NullMarked;
