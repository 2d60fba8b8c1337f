/**
 * Texts made of findings by templates, the shipped ones and the operator's own.
 *
 * <p>A {@link io.outrider.deliver.template.FindingTemplate} is made from its text once, and rendered with data: maps, lists, texts and
 * numbers. What an event holds is data and nothing else: it is escaped for its {@link io.outrider.deliver.template.Place}, and never
 * read as a template.
 */
@NullMarked
package io.outrider.deliver.template;

import org.jspecify.annotations.NullMarked;
