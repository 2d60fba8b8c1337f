/**
 * Findings as mails: what is in them, to whom they go, how they hang together. Without a client: {@code camel.mail} sends them.
 *
 * <p>{@link io.outrider.deliver.mail.MailSettings} reads a sink's properties, {@link io.outrider.deliver.mail.MailTemplates} writes
 * subject, text and HTML, {@link io.outrider.deliver.mail.MailThread} knows the ids. See {@code docs/reference/sinks/email.md}.
 */
@NullMarked
package io.outrider.deliver.mail;

import org.jspecify.annotations.NullMarked;
