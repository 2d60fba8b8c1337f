/**
 * Syslog from the network, on Camel's netty component: what enters are bytes of datagrams and connections, what leaves is one
 * exchange for each batch of messages.
 *
 * <p>Start at {@link io.outrider.camel.syslog.SyslogServer}, which the routes name. What is in a message is not looked at here.
 */
@NullMarked
package io.outrider.camel.syslog;

import org.jspecify.annotations.NullMarked;
