package io.outrider.detect;

/** A compiled test of one text. */
@FunctionalInterface
interface TextTest {

    boolean test(String text);
}
