package io.outrider.normalize;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import javax.xml.stream.XMLInputFactory;
import org.codehaus.stax2.XMLInputFactory2;

/** How XML that comes from outside is read: as hostile. */
public final class XmlInput {

    private XmlInput() {}

    /**
     * Of readers that refuse a document type declaration, load nothing, and take names as they are written, with any prefix:
     * an undeclared one somewhere in an event's data is no reason to lose the event. All errors are checked exceptions.
     *
     * @param maxDepth levels of elements beyond which there is an error
     */
    public static WstxInputFactory factory(int maxDepth) {
        WstxInputFactory xml = new WstxInputFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_COALESCING, true);
        xml.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // Otherwise errors come as unchecked exceptions.
        xml.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        xml.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, maxDepth);
        // Names are hostile, and the JVM's table of interned ones never shrinks.
        xml.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
        xml.setProperty(XMLInputFactory2.P_INTERN_NAMES, false);
        return xml;
    }
}
