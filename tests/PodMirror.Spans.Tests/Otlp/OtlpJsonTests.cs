using System.Text;
using CsCheck;

namespace PodMirror.Spans.Tests;

public sealed class OtlpJsonTests
{
    private const string Attributes =
        """{"key":"b","value":{"boolValue":false}},{"key":"i","value":{"intValue":"-5"}},{"key":"d","value":{"doubleValue":0.5}}"""
        + """,{"key":"n","value":{"doubleValue":"NaN"}},{"key":"y","value":{"bytesValue":"AQID/w=="}}"""
        + """,{"key":"a","value":{"arrayValue":{"values":[{"stringValue":""}]}}}"""
        + """,{"key":"k","value":{"kvlistValue":{"values":[{"key":"x","value":{}}]}}}""";

    private const string Whole =
        """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a\"b"}}]}"""
        + ""","scopeSpans":[{"scope":{"name":"podmirror"},"spans":["""
        + """{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"GET","kind":2"""
        + ""","startTimeUnixNano":"1544712660000000000","attributes":["""
        + Attributes + """],"status":{"code":2},"flags":769}]}]}]}""";

    [Fact]
    public void A_message_goes_to_protobuf_and_back_unchanged()
    {
        byte[] protobuf = Read(Whole);

        Assert.Equal(Whole, Write(protobuf));
        Assert.Equal(protobuf, Read(Write(protobuf)));
    }

    [Theory]
    [InlineData("""{"name":"a","unit":"By","sum":{"dataPoints":[{"timeUnixNano":"1","asInt":"-9223372036854775808"}],"isMonotonic":true}}""")]
    [InlineData("""{"name":"a","gauge":{"dataPoints":[{"asDouble":0.5,"attributes":[{"key":"k","value":{"stringValue":"v"}}]}]}}""")]
    [InlineData("""{"name":"a","histogram":{"dataPoints":[{"timeUnixNano":"1"},{}]}}""")]
    public void Metrics_go_to_protobuf_and_back_unchanged(string metric)
    {
        string whole = $$$"""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{{{metric}}}]}]}]}""";
        Assert.Equal(
            whole, Write(Read(whole, OtlpMetricsSchema.ExportMetricsServiceRequest), OtlpMetricsSchema.ExportMetricsServiceRequest));
    }

    [Theory]
    [InlineData("""{"traceId":"5B8EFFF798038103D269B633813FC60C"}""", "5b8efff798038103d269b633813fc60c")]
    [InlineData("""{"startTimeUnixNano":17}""", "\"startTimeUnixNano\":\"17\"")]
    [InlineData("""{"startTimeUnixNano":"18446744073709551615"}""", "18446744073709551615")]
    [InlineData("""{"unknown":{"deep":[1,{"x":null}]},"trace_id":"no","name":"x"}""", "\"name\":\"x\"")]
    [InlineData("""{"attributes":null,"name":null,"kind":3}""", "\"kind\":3")]
    [InlineData(""" { "attributes" : [ ] } """, "{}")]
    [InlineData("""{"attributes":[{"key":"k","value":{"bytesValue":"-_8"}}]}""", "\"bytesValue\":\"+/8=\"")]
    [InlineData("""{"name":"\u00e9\ud83d\ude00\n"}""", "é\\uD83D\\uDE00\\n")]
    public void What_the_specification_allows_is_read(string json, string expected) =>
        Assert.Contains(expected, Write(Read(json, OtlpSchema.Span), OtlpSchema.Span), StringComparison.Ordinal);

    [Theory]
    [InlineData("", OtlpFault.Malformed)]
    [InlineData("[]", OtlpFault.Malformed)]
    [InlineData("{", OtlpFault.Malformed)]
    [InlineData("{} {}", OtlpFault.Malformed)]
    [InlineData("{\"attributes\":[{]}", OtlpFault.Malformed)]
    [InlineData("{\"attributes\":{}}", OtlpFault.WrongType)]
    [InlineData("{\"attributes\":[1]}", OtlpFault.WrongType)]
    [InlineData("{\"kind\":\"SPAN_KIND_SERVER\"}", OtlpFault.WrongType)]
    [InlineData("{\"traceId\":\"xyz\"}", OtlpFault.WrongType)]
    [InlineData("{\"traceId\":\"abc\"}", OtlpFault.WrongType)]
    [InlineData("{\"startTimeUnixNano\":\"-1\"}", OtlpFault.WrongType)]
    [InlineData("{\"startTimeUnixNano\":1.5}", OtlpFault.WrongType)]
    [InlineData("{\"flags\":4294967296}", OtlpFault.WrongType)]
    [InlineData("{\"name\":\"\\ud800\"}", OtlpFault.InvalidText)]
    [InlineData("{\"attributes\":[{\"value\":{\"bytesValue\":\"*\"}}]}", OtlpFault.WrongType)]
    public void What_the_specification_forbids_is_a_fault_and_leaves_no_trace(string json, OtlpFault expected)
    {
        var output = new ByteBuffer(1 << 20);
        output.Append("before"u8);

        OtlpResult result = OtlpJsonReader.Read(Encoding.UTF8.GetBytes(json), OtlpSchema.Span, output);

        Assert.Equal(expected, result.Fault);
        Assert.Equal("before"u8.ToArray(), output.Written.ToArray());
        Assert.InRange(result.Offset, 0, json.Length);
    }

    [Theory]
    [InlineData("30FFFFFFFFFFFFFFFFFF02", OtlpFault.Malformed)]
    [InlineData("9A7D8080808080808080808001", OtlpFault.Malformed)]
    [InlineData("30", OtlpFault.Malformed)]
    [InlineData("33", OtlpFault.Malformed)]
    [InlineData("3203414243", OtlpFault.WrongType)]
    [InlineData("2A02C328", OtlpFault.InvalidText)]
    public void A_span_that_is_no_protobuf_is_a_fault_and_leaves_no_trace(string hex, OtlpFault expected)
    {
        using var writer = new OtlpJsonWriter();
        var output = new ByteBuffer(1000);

        Assert.Equal(expected, writer.Write(Convert.FromHexString(hex), OtlpSchema.Span, output).Fault);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Values_nested_without_end_are_refused_both_ways()
    {
        string json = string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", 500)) + string.Concat(Enumerable.Repeat("]}}", 500));
        OtlpResult read = OtlpJsonReader.Read(Encoding.UTF8.GetBytes(json), OtlpSchema.AnyValue, new ByteBuffer(1 << 20));
        Assert.Equal(OtlpFault.TooDeep, read.Fault);

        byte[] nested = [];
        for (int i = 0; i < 500; i++)
        {
            nested = Message(i % 2 == 0 ? 1 : 5, nested);
        }

        using var writer = new OtlpJsonWriter();
        Assert.Equal(OtlpFault.TooDeep, writer.Write(nested, OtlpSchema.AnyValue, new ByteBuffer(1 << 20)).Fault);
    }

    [Fact]
    public void An_output_past_its_bound_is_a_fault_and_leaves_no_trace()
    {
        byte[] json = Encoding.UTF8.GetBytes(Whole);
        byte[] protobuf = Read(Whole);
        using var writer = new OtlpJsonWriter();
        for (int bound = 1; bound < protobuf.Length; bound += 7)
        {
            var output = new ByteBuffer(bound);
            Assert.Equal(OtlpFault.TooLarge, OtlpJsonReader.Read(json, OtlpSchema.ExportTraceServiceRequest, output).Fault);
            Assert.Equal(0, output.Length);
            Assert.Equal(OtlpFault.TooLarge, writer.Write(protobuf, OtlpSchema.ExportTraceServiceRequest, output).Fault);
            Assert.Equal(0, output.Length);
        }
    }

    [Fact]
    public void Every_prefix_and_any_noise_is_a_value_and_never_an_exception()
    {
        byte[] json = Encoding.UTF8.GetBytes(Whole);
        byte[] protobuf = Read(Whole);
        using var writer = new OtlpJsonWriter();
        for (int length = 0; length < json.Length; length++)
        {
            Assert.False(OtlpJsonReader.Read(json.AsSpan(0, length), OtlpSchema.ExportTraceServiceRequest, new ByteBuffer(1 << 20)).IsComplete);
        }

        Check.Sample(Gen.Select(Gen.Int[0, protobuf.Length - 1], Gen.Byte), (at, value) =>
        {
            byte[] damaged = [.. protobuf];
            damaged[at] = value;
            var output = new ByteBuffer(1 << 20);
            using var own = new OtlpJsonWriter();
            OtlpResult result = own.Write(damaged, OtlpSchema.ExportTraceServiceRequest, output);
            return !result.IsComplete
                || OtlpJsonReader.Read(output.Written, OtlpSchema.ExportTraceServiceRequest, new ByteBuffer(1 << 20)).IsComplete;
        });
    }

    [Fact]
    public void Values_of_a_repeated_field_that_stand_apart_come_together_in_json()
    {
        byte[] request = [.. Message(1, Message(3, "a"u8.ToArray())), .. Message(9, [1]), .. Message(1, Message(3, "b"u8.ToArray()))];

        Assert.Equal("""{"resourceSpans":[{"schemaUrl":"a"},{"schemaUrl":"b"}]}""", Write(request));
    }

    [Fact]
    public void Of_a_oneof_that_is_there_twice_the_last_counts()
    {
        byte[] value = [.. Message(1, "text"u8.ToArray()), 0x18, 0x05];
        var output = new ByteBuffer(1 << 20);
        using var writer = new OtlpJsonWriter();

        writer.Write(value, OtlpSchema.AnyValue, output);

        Assert.Equal("""{"intValue":"5"}""", Encoding.UTF8.GetString(output.Written));
    }

    private static byte[] Message(int field, byte[] content)
    {
        var output = new ByteBuffer(1 << 20);
        ProtoWriter.WriteBytesField(output, field, content);
        return output.Written.ToArray();
    }

    private static byte[] Read(string json, OtlpMessage? message = null)
    {
        var output = new ByteBuffer(1 << 20);
        OtlpResult result = OtlpJsonReader.Read(Encoding.UTF8.GetBytes(json), message ?? OtlpSchema.ExportTraceServiceRequest, output);
        Assert.True(result.IsComplete, result.ToString());
        return output.Written.ToArray();
    }

    private static string Write(byte[] protobuf, OtlpMessage? message = null)
    {
        var output = new ByteBuffer(1 << 20);
        using var writer = new OtlpJsonWriter();
        OtlpResult result = writer.Write(protobuf, message ?? OtlpSchema.ExportTraceServiceRequest, output);
        Assert.True(result.IsComplete, result.ToString());
        return Encoding.UTF8.GetString(output.Written);
    }
}
