package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mappings of cloud sources make of lines of text, whatever parses these; all lines are synthetic. */
class CloudTextSourcesTest {

    private static final SourceMappings MAPPINGS = SourceMappings.standard();

    private final FieldTable fields = new FieldTable();

    private Recognised recognise(String line, String said) throws MalformedRecordException {
        RecordView view = new RecordView(fields::first, fields.nameView(), line, SyslogText.SHAPE);
        return Objects.requireNonNull(MAPPINGS.recognise(view, said, extractions -> extractions.addTo(fields, line)));
    }

    private Instant time(Recognised recognised) {
        return Objects.requireNonNull(recognised.source().times().get(0).read(fields::first, ZoneOffset.UTC));
    }

    private CimMapper.Mapped map(Recognised recognised) {
        return new CimMapper(MAPPINGS, DataModels.standard()).map(fields, false, recognised);
    }

    private static List<String> texts(CimMapper.Mapped mapped, String field) {
        Value value = mapped.cim().get(field);
        return value == null ? List.of() : value.texts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aws:cloudwatchlogs:vpcflow"})
    void flowIsNetworkTraffic(String said) throws Exception {
        Recognised recognised = recognise(
                "2 123456789012 eni-0123456789abcdef0 10.0.1.30 192.0.2.1 47254 22 6 2 98 1704067200 1704067230 REJECT OK",
                said);
        assertThat(recognised.source().sourcetype()).isEqualTo("aws:cloudwatchlogs:vpcflow");
        assertThat(time(recognised)).isEqualTo("2024-01-01T00:00:00Z");
        CimMapper.Mapped mapped = map(recognised);
        assertThat(mapped.datasets())
                .containsExactlyInAnyOrder(
                        "Network_Traffic.All_Traffic",
                        "Network_Traffic.Traffic_By_Action",
                        "Network_Traffic.Blocked_Traffic");
        assertThat(texts(mapped, "action")).containsExactly("blocked");
        assertThat(texts(mapped, "src_ip")).containsExactly("10.0.1.30");
        assertThat(texts(mapped, "dest_ip")).containsExactly("192.0.2.1");
        assertThat(texts(mapped, "dest_port")).containsExactly("22");
        assertThat(texts(mapped, "transport")).containsExactly("tcp");
        assertThat(texts(mapped, "bytes")).containsExactly("98");
        assertThat(texts(mapped, "dvc")).containsExactly("eni-0123456789abcdef0");
    }

    @Test
    void intervalWithoutTrafficIsNoTraffic() throws Exception {
        Recognised recognised =
                recognise("2 123456789012 eni-0123456789abcdef0 - - - - - - - 1704067200 1704067230 - NODATA", "");
        assertThat(map(recognised).datasets()).isEmpty();
        assertThat(time(recognised)).isEqualTo("2024-01-01T00:00:00Z");
    }

    @Test
    void requestToABucketHasTheNamesThatSearchesAskFor() throws Exception {
        Recognised recognised = recognise(
                "79a59df9 bucket [06/Feb/2024:00:00:38 +0000] 192.0.2.3 arn:aws:iam::123456789012:user/bob 3E57427F3EXAMPLE"
                        + " REST.GET.OBJECT a/b.txt \"GET /bucket/a/b.txt?x=1 HTTP/1.1\" 200 - 113 113 7 5 \"-\""
                        + " \"aws-cli/2.0\" - s9lzHYrFp76ZVxRcpX9 SigV4 ECDHE AuthHeader bucket.s3.amazonaws.com TLSv1.2 - -",
                "");
        assertThat(recognised.source().sourcetype()).isEqualTo("aws:s3:accesslogs");
        assertThat(time(recognised)).isEqualTo("2024-02-06T00:00:38Z");
        assertThat(fields.texts("bucket_name")).containsExactly("bucket");
        assertThat(fields.texts("remote_ip")).containsExactly("192.0.2.3");
        assertThat(fields.texts("http_status")).containsExactly("200");
        assertThat(fields.texts("operation")).containsExactly("REST.GET.OBJECT");
        assertThat(fields.texts("request_uri")).containsExactly("GET /bucket/a/b.txt?x=1 HTTP/1.1");
        CimMapper.Mapped mapped = map(recognised);
        assertThat(mapped.datasets()).contains("Web.Web");
        assertThat(texts(mapped, "user")).containsExactly("bob");
        assertThat(texts(mapped, "uri_path")).containsExactly("/bucket/a/b.txt");
        assertThat(texts(mapped, "status")).containsExactly("200");
        assertThat(texts(mapped, "bytes_out")).containsExactly("113");
    }

    @Test
    void requestToADistributionHasTheNamesThatSearchesAskFor() throws Exception {
        String line =
                "2024-02-06\t00:00:38\tFRA56-P1\t911\t192.0.2.3\tGET\td111111abcdef8.cloudfront.net\t/a/b.txt\t404\t-"
                        + "\tcurl/8.0\tx=1\t-\tError\tID==\twww.example.org\thttps\t231\t0.276\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256"
                        + "\tError\tHTTP/1.1\t-\t-\t57232\t0.276\tError\t-\t527\t-\t-";
        Recognised recognised = recognise(line, "");
        assertThat(recognised.source().sourcetype()).isEqualTo("aws:cloudfront:accesslogs");
        assertThat(time(recognised)).isEqualTo("2024-02-06T00:00:38Z");
        CimMapper.Mapped mapped = map(recognised);
        assertThat(mapped.datasets()).contains("Web.Web");
        assertThat(texts(mapped, "action")).containsExactly("failure");
        assertThat(texts(mapped, "dest")).containsExactly("www.example.org");
        assertThat(texts(mapped, "http_referrer")).isEmpty();
        assertThat(texts(mapped, "http_content_type")).isEmpty();
        assertThat(texts(mapped, "src")).containsExactly("192.0.2.3");
        assertThat(texts(mapped, "status")).containsExactly("404");
        assertThat(texts(mapped, "url")).containsExactly("/a/b.txt?x=1");
    }

    @Test
    void otherLinesAreNotTheirs() throws Exception {
        for (String line : List.of(
                "192.0.2.3 - - [06/Feb/2024:00:00:38 +0000] \"GET /REST.html HTTP/1.1\" 200 1 \"-\" \"x\"",
                "2024-01-01 link of eni-0 is OK",
                "")) {
            RecordView view = new RecordView(fields::first, fields.nameView(), line, SyslogText.SHAPE);
            assertThat(MAPPINGS.recognise(view, "", extractions -> {})).as(line).isNull();
        }
    }
}
