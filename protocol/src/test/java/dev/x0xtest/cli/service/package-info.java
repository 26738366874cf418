@NullMarked
package dev.x0xtest.cli.service;

import org.jspecify.annotations.NullMarked;
