using System.Net;
using System.Text;
using System.Text.Json;

namespace PodMirror.Agent.Tests.Receiver;

/// <summary>OTLP in JSON (docs/specification.md of OTLP, JSON Protobuf Encoding), as a sender sees it.</summary>
public sealed class OtlpJsonConformanceTests
{
    private const string Ids = "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\"";

    public static TheoryData<string, string, int> Spans => new()
    {
        { "hex in upper case", Ids, 200 },
        { "hex in lower case", "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\"", 200 },
        { "ids in base64", "\"traceId\":\"W47/95gDgQPSabYzgT/GDA==\",\"spanId\":\"7uGbfsPBsXQ=\"", 400 },
        { "int64 as a string", Ids + ",\"startTimeUnixNano\":\"1700000000000000000\"", 200 },
        { "int64 as a number", Ids + ",\"startTimeUnixNano\":1700000000000000000", 200 },
        { "int64 as a text", Ids + ",\"startTimeUnixNano\":\"now\"", 400 },
        { "an integer attribute as a string", Ids + Attribute("{\"intValue\":\"-9223372036854775808\"}"), 200 },
        { "an integer attribute as a number", Ids + Attribute("{\"intValue\":7}"), 200 },
        { "an integer attribute out of range", Ids + Attribute("{\"intValue\":\"9223372036854775808\"}"), 400 },
        { "an enum as an integer", Ids + ",\"kind\":3", 200 },
        { "an enum of tomorrow", Ids + ",\"kind\":99", 200 },
        { "an enum as a name", Ids + ",\"kind\":\"SPAN_KIND_CLIENT\"", 400 },
        { "unknown fields", Ids + ",\"tomorrow\":{\"a\":[1,null,{}]}" + Attribute("{\"stringValue\":\"v\",\"b\":1}"), 200 },
        { "null for what is not there", Ids + ",\"name\":null,\"attributes\":null,\"status\":null", 200 },
        { "an empty value", Ids + Attribute("{}"), 200 },
        { "an empty text", Ids + Attribute("{\"stringValue\":\"\"}"), 200 },
        { "bytes", Ids + Attribute("{\"bytesValue\":\"AAEC/w==\"}"), 200 },
        { "bytes that are no base64", Ids + Attribute("{\"bytesValue\":\"%%\"}"), 400 },
        { "an array in an array", Ids + Attribute("{\"arrayValue\":{\"values\":[{\"arrayValue\":{\"values\":[{}]}},{\"boolValue\":true}]}}"), 200 },
        { "a list of keys and values", Ids + Attribute("{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{\"doubleValue\":\"NaN\"}}]}}"), 200 },
        { "no time at all", Ids + Times("0"), 200 },
        { "the last time that fits", Ids + Times("18446744073709551615"), 200 },
        { "the year 1", Ids + Times("-62135596800000000000"), 400 },
        { "the year 9999", Ids + Times("253402300799000000000"), 400 },
        { "a pair of surrogates", Ids + ",\"name\":\"\\ud83d\\ude00\"", 200 },
        { "half a pair of surrogates", Ids + ",\"name\":\"\\ud83d\"", 400 },
        { "UTF-8 that is none", Ids + ",\"name\":\"\u0001\u0001\"", 400 },
        { "a text where an object belongs", Ids + ",\"status\":\"ok\"", 400 },
    };

    [Theory]
    [MemberData(nameof(Spans), DisableDiscoveryEnumeration = true)]
    public async Task A_span_in_JSON_is_read_as_the_specification_has_it(string name, string members, int status)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        byte[] body = Encoding.UTF8.GetBytes("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + members + "}]}]}]}");
        // No string of .NET can hold bytes that are no UTF-8.
        body.AsSpan().Replace((byte)1, (byte)0xFF);

        using HttpResponseMessage answer = await agent.PostAsync(body, "application/json");

        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{name}: {answer.StatusCode} {text}");
        await agent.SettleAsync();
        Assert.Equal(status == 200 ? 1 : 0, await agent.MetricAsync("spans_stored_total"));
        if (status == 200)
        {
            Assert.Equal("{}", text);
            JsonElement row = (await agent.RowsAsync("")).Single();
            Assert.Equal("5b8efff798038103d269b633813fc60c", row.GetProperty("trace_id").GetString());
        }
        else
        {
            Assert.Equal(3, JsonDocument.Parse(text).RootElement.GetProperty("code").GetInt32());
        }
    }

    [Theory]
    [InlineData("{\"resource_spans\":[{\"scope_spans\":[{\"spans\":[{}]}]}]}", HttpStatusCode.OK)]
    [InlineData(" {\"resourceSpans\" : [ ] }\n", HttpStatusCode.OK)]
    [InlineData("{}{}", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"resourceSpans\":[{}],}", HttpStatusCode.BadRequest)]
    [InlineData("{\"resourceSpans\":[/**/]}", HttpStatusCode.BadRequest)]
    public async Task Names_in_snake_case_mean_nothing_and_JSON_is_strict(string json, HttpStatusCode status)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.PostAsync(Encoding.UTF8.GetBytes(json), "application/json");
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, await agent.MetricAsync("spans_received_total"));
    }

    private static string Attribute(string value) => ",\"attributes\":[{\"key\":\"k\",\"value\":" + value + "}]";

    private static string Times(string nanoseconds) => $",\"startTimeUnixNano\":\"{nanoseconds}\",\"endTimeUnixNano\":\"{nanoseconds}\"";
}
