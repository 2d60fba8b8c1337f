/** Templates of operators, which Qute reads and fills; see {@code docs/reference/sinks/webhook.md}. */
@NullMarked
package io.outrider.camel.template;

import org.jspecify.annotations.NullMarked;
