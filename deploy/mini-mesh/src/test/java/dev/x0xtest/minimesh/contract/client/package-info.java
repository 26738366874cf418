@NullMarked
package dev.x0xtest.minimesh.contract.client;

import org.jspecify.annotations.NullMarked;
