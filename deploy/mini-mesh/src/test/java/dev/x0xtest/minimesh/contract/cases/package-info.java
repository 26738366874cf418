@NullMarked
package dev.x0xtest.minimesh.contract.cases;

import org.jspecify.annotations.NullMarked;
