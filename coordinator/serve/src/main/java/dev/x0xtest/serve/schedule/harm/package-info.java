/** Signs that measuring harms what it measures, and the governor that slows down because of them. Pure. */
@NullMarked
package dev.x0xtest.serve.schedule.harm;

import org.jspecify.annotations.NullMarked;
