/**
 * The one engine of templates, Qute, for webhooks and mails, the shipped templates and the operators' own; see {@code
 * docs/reference/sinks/webhook.md}.
 *
 * <p>{@link io.outrider.camel.template.QuteTemplates} reads a template for an {@link io.outrider.deliver.Place} and gives a {@link
 * io.outrider.deliver.Template}, which is filled with maps, lists, texts and numbers. What an event holds is data and nothing else.
 */
@NullMarked
package io.outrider.camel.template;

import org.jspecify.annotations.NullMarked;
