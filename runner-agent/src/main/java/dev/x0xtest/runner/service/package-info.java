/** What the runner tells the service manager that started it. May depend on the daemon's client and Netty, on no other part of the runner. */
@NullMarked
package dev.x0xtest.runner.service;

import org.jspecify.annotations.NullMarked;
