@NullMarked
package dev.x0xtest.minimesh.contract.recorded;

import org.jspecify.annotations.NullMarked;
