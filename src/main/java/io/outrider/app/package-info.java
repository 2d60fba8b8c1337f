/**
 * The application: configuration, commands, and the wiring of the engine's parts as beans that the routes name.
 *
 * <p>Start at {@link io.outrider.app.Main}.
 */
@NullMarked
package io.outrider.app;

import org.jspecify.annotations.NullMarked;
