package dev.x0xtest.local.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a suite that runs against upstream's own harness; {@code mvn verify -Pinterop} runs it. */
@Tag("interop")
@ExtendWith(InteropNeeds.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Interop {}
