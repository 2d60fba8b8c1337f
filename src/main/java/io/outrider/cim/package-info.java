/**
 * The common event: what the normaliser makes of a record and what every later stage reads.
 *
 * <p>Fields are named as in Splunk's Common Information Model (CIM 8.5). Start at {@link io.outrider.cim.Event}; {@link
 * io.outrider.cim.Dataset} is the view of an event that a data model gives.
 */
@NullMarked
package io.outrider.cim;

import org.jspecify.annotations.NullMarked;
