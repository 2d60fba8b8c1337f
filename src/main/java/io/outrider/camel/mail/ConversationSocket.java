package io.outrider.camel.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;

/** A connection for one mail, over which no more comes in than a server has to say to it. */
final class ConversationSocket extends Socket {

    // A hundred recipients, each with an answer of the longest that RFC 5321 has (512 bytes), and a certificate chain
    // take a tenth of it.
    // The library keeps an answer whole, however many lines it has.
    private static final int MOST_BYTES = 1 << 20;

    ConversationSocket() {
        super(Proxy.NO_PROXY);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Bounded(super.getInputStream());
    }

    private static final class Bounded extends FilterInputStream {

        private int left = MOST_BYTES;

        private Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("expected answers of at most " + MOST_BYTES + " bytes, but found more");
            }
            int read = super.read(bytes, from, Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
