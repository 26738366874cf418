@NullMarked
package dev.x0xtest.runner.service;

import org.jspecify.annotations.NullMarked;
