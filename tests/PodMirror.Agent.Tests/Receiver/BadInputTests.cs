using System.Net;
using Grpc.Core;

namespace PodMirror.Agent.Tests.Receiver;

/// <summary>What is too much or no span: refused for the right reason, nothing of it stored, and the next request is served as ever.</summary>
public sealed class BadInputTests
{
    private const string Protobuf = "application/x-protobuf";
    private static readonly byte[] BadKey = Proto.Message(1, [0xFF]);
    private static readonly byte[] Span = new TestSpan().ToBytes();

    public static TheoryData<string, Func<byte[]>, string?, int, string> Bodies => new()
    {
        { "a span of 64 MiB", () => Huge(64), null, 413, "too_large" },
        { "a span of 64 MiB in gzip", () => Packed.Gzip(Huge(64)), "gzip", 413, "too_large_decompressed" },
        { "a span of 64 MiB in zstd", () => Packed.Zstd(Huge(64)), "zstd", 413, "too_large_decompressed" },
        { "a span of 8 MiB", () => Huge(8), null, 400, "span_too_large" },
        { "a million attributes", () => TestRequest.Of(Many(1_000_000)), null, 400, "span_too_large" },
        { "a million attributes of nothing", () => TestRequest.Of(Many(1_000_000, [])), null, 400, "too_many_items" },
        { "a million attributes of a resource", () => TestRequest.OfRaw(Resource(1_000_000), Span), null, 400, "source_too_large" },
        { "a million spans of nothing", () => TestRequest.OfRaw([], [.. Enumerable.Repeat<byte[]>([], 1_000_000)]), null, 400, "trace_id_invalid" },
        { "a million resources of nothing", () => Proto.Join([.. Enumerable.Repeat(Proto.Message(1), 1_000_000)]), null, 200, "" },
        { "nesting without end", () => TestRequest.Of(new TestSpan { Attributes = [("k", Deep(2000))] }), null, 400, "too_deep" },
        { "a name that is no UTF-8", () => TestRequest.Of(new TestSpan { Tail = Proto.Message(5, [0xC0, 0x80]) }), null, 400, "utf8_invalid" },
        { "a key that is no UTF-8", () => TestRequest.Of(new TestSpan { Tail = Proto.Message(9, BadKey) }), null, 400, "utf8_invalid" },
        { "a resource that is no UTF-8", () => TestRequest.OfRaw(Proto.Message(1, BadKey), Span), null, 400, "utf8_invalid" },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task What_is_too_much_is_refused_and_the_service_goes_on(string name, Func<byte[]> make, string? encoding, int status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.PostAsync(make(), Protobuf, encoding);
        Assert.True(status == (int)answer.StatusCode, $"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        if (status == 400)
        {
            Assert.True(await agent.MetricAsync("spans_refused_total", reason) >= 1, name);
        }
        else if (status != 200)
        {
            Assert.Equal(1, await agent.MetricAsync("requests_refused_total", reason));
        }

        await GoesOnAsync(agent);
    }

    [Fact]
    public async Task A_span_of_64_MiB_over_gRPC_is_refused_and_the_service_goes_on()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        foreach (string? encoding in new[] { null, "gzip", "zstd" })
        {
            Status status = await client.TryExportAsync(Huge(64), encoding);
            Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode);
        }

        await GoesOnAsync(agent);
    }

    [Fact]
    public async Task A_span_with_too_many_attributes_takes_none_beside_it_with_it()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.PostAsync(TestRequest.Of(Many(8193), new TestSpan { Path = "/kept" }, Many(8189)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        byte[] partial = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(new byte[] { 0x0A, 0x08, 0x01 }, (byte[])[partial[0], partial[2], partial[3]]);
        await agent.SettleAsync();
        Assert.Equal(2, await agent.MetricAsync("spans_stored_total"));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public async Task Any_time_that_fits_is_taken_and_can_be_read_again(long nanoseconds)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { StartNs = nanoseconds, DurationNs = 0 }, new TestSpan { StartNs = nanoseconds, DurationNs = -1 });
        Assert.Equal(2, (await agent.RowsAsync("")).Length);
    }

    private static async Task GoesOnAsync(TestAgent agent)
    {
        await agent.StoreAsync(new TestSpan { Path = "/next" });
        Assert.Equal(["/next"], await agent.PathsAsync(""));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    private static byte[] Huge(int mebibytes) => TestRequest.Of(new TestSpan { Attributes = [("k", new string('x', mebibytes << 20))] });

    private static TestSpan Many(int attributes, byte[]? attribute = null)
    {
        byte[] one = Proto.Message(9, attribute ?? Proto.Attribute("k", 1));
        byte[] tail = new byte[one.Length * attributes];
        for (int at = 0; at < tail.Length; at += one.Length)
        {
            one.CopyTo(tail, at);
        }

        return new TestSpan { Tail = tail };
    }

    private static byte[] Resource(int attributes) => Proto.Join([.. Enumerable.Repeat(Proto.Message(1, Proto.Attribute("k", 1)), attributes)]);

    private static object Deep(int depth)
    {
        object value = "leaf";
        for (int i = 0; i < depth; i++)
        {
            value = new[] { value };
        }

        return value;
    }
}
