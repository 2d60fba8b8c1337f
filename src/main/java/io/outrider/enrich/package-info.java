/**
 * What an operator's inventory knows of the hosts and people that alerts name, and how grave that makes them.
 *
 * <p>Enter: CSV files of assets and identities in the columns of Splunk Enterprise Security. Leaves: alerts with an {@link
 * io.outrider.alert.Enrichment}. Start at {@link io.outrider.enrich.LiveInventory}; {@code docs/reference/suppression.md} tells the
 * files' form.
 */
@NullMarked
package io.outrider.enrich;

import org.jspecify.annotations.NullMarked;
