package io.outrider.deliver.mail;

import org.jspecify.annotations.Nullable;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param html the same as the text in HTML; null for a mail without
 */
public record MailText(
        String subject, String text, @Nullable String html) {}
