@NullMarked
package dev.x0xtest.minimesh.contract.mesh;

import org.jspecify.annotations.NullMarked;
