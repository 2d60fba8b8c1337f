/**
 * The sink that sends mails.
 *
 * <p>{@link io.outrider.camel.mail.EmailSink} is a step of a route; a {@code Mailer} is what it makes of a sink's properties, and {@code
 * SmtpClient} the one way out: no addresses but those that {@link io.outrider.deliver.EgressPolicy} allows, an end to every
 * conversation. What mails say is {@code deliver.mail}'s. See {@code docs/reference/sinks/email.md}.
 */
@NullMarked
package io.outrider.camel.mail;

import org.jspecify.annotations.NullMarked;
