using Grpc.Core;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class CodingTests
{
    private static readonly byte[] Request = TestRequest.Of(new TestSpan());

    public static TheoryData<string, string, byte[], int, string> Bodies => new()
    {
        { "one frame", "zstd", Packed.Zstd(Request), 200, "" },
        { "upper case", "ZSTD", Packed.Zstd(Request), 200, "" },
        { "two frames", "zstd", [.. Packed.Zstd(Request[..9]), .. Packed.Zstd(Request[9..])], 200, "" },
        { "frames of nothing", "zstd", [.. Packed.EmptyZstdFrame, .. Packed.Zstd(Request), .. Packed.EmptyZstdFrame], 200, "" },
        { "a frame to skip", "zstd", [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9, .. Packed.Zstd(Request)], 200, "" },
        { "the largest window", "zstd", Packed.ZstdWithWindow(Request, 23), 200, "" },
        { "a larger window", "zstd", Packed.ZstdWithWindow(Request, 24), 400, "bad_encoding" },
        { "a byte behind", "zstd", [.. Packed.Zstd(Request), 0], 400, "bad_encoding" },
        { "text behind", "zstd", [.. Packed.Zstd(Request), .. "and more"u8], 400, "bad_encoding" },
        { "gzip behind", "zstd", [.. Packed.Zstd(Request), .. Packed.Gzip(Request)], 400, "bad_encoding" },
        { "another dictionary", "zstd", [0x28, 0xB5, 0x2F, 0xFD, 0x01, 0x58, 0x07, 0x01, 0x00, 0x00], 400, "bad_encoding" },
        { "no zstd", "zstd", Request, 400, "bad_encoding" },
        { "gzip as zstd", "zstd", Packed.Gzip(Request), 400, "bad_encoding" },
        { "zstd as gzip", "gzip", Packed.Zstd(Request), 400, "bad_encoding" },
        { "zstd twice", "zstd, zstd", Packed.Zstd(Packed.Zstd(Request)), 415, "unsupported_encoding" },
        { "a bomb", "zstd", Packed.Zstd(new byte[1 << 30]), 413, "too_large_decompressed" },
        { "a bomb of many frames", "zstd", Many(Packed.Zstd(new byte[1 << 20]), 200), 413, "too_large_decompressed" },
        { "nothing in millions of frames", "zstd", Many(Packed.EmptyZstdFrame, 2_000_000), 200, "" },
        { "text behind gzip", "gzip", [.. Packed.Gzip(Request), .. "and more"u8], 200, "" },
        { "half a member behind gzip", "gzip", [.. Packed.Gzip(Request), .. Packed.Gzip(Request)[..9]], 400, "bad_encoding" },
        { "members of nothing in gzip", "gzip", Many(Packed.Gzip([]), 500_000), 200, "" },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_body_is_what_its_coding_says_or_refused(string name, string encoding, byte[] body, int status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.PostAsync(body, "application/x-protobuf", encoding);

        Assert.True(status == (int)answer.StatusCode, $"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(status == 200 ? 0 : 1, await agent.MetricAsync("requests_refused_total", reason));
        string accepted = answer.Headers.TryGetValues("Accept-Encoding", out IEnumerable<string>? values) ? values.Single() : "";
        Assert.Equal(status == 415 ? "gzip, zstd" : "", accepted);
        await agent.SettleAsync();
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_body_that_is_cut_off_anywhere_is_never_taken_for_a_whole_one(string encoding)
    {
        // Two requests after each other are one request (protobuf merges them), so a cut between them leaves one that can be read.
        byte[] plain = [.. Request, .. TestRequest.Of(new TestSpan())];
        byte[] whole = encoding == "gzip" ? Packed.Gzip(plain) : Packed.Zstd(plain);
        await using TestAgent agent = await TestAgent.StartAsync();
        for (int length = 1; length < whole.Length; length++)
        {
            using HttpResponseMessage answer = await agent.PostAsync(whole[..length], "application/x-protobuf", encoding);
            Assert.True(400 == (int)answer.StatusCode, $"{length} of {whole.Length}: {answer.StatusCode}");
        }

        Assert.Equal(0, await agent.MetricAsync("spans_accepted_total"));
    }

    [Fact]
    public async Task Memory_that_undoing_takes_comes_out_of_the_budget()
    {
        // Six MiB of spans fit as they are, and not beside a decoder's window of the same size.
        byte[] body = [.. Enumerable.Range(0, 6).SelectMany(_ => TestRequest.Of(new TestSpan { Attributes = [("k", new string('k', 1 << 20))] }))];
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { QueueMaxBytes = 12 << 20 });

        using HttpResponseMessage refused = await agent.PostAsync(Packed.Zstd(body), "application/x-protobuf", "zstd");
        using HttpResponseMessage taken = await agent.PostAsync(Packed.Gzip(body), "application/x-protobuf", "gzip");

        Assert.Equal((503, 200), ((int)refused.StatusCode, (int)taken.StatusCode));
        await agent.SettleAsync();
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    public static TheoryData<string, string, byte[], StatusCode, string> Messages => new()
    {
        { "zstd", "zstd", Request, StatusCode.OK, "" },
        { "a bomb", "zstd", new byte[1 << 30], StatusCode.ResourceExhausted, "too_large_decompressed" },
        { "one byte too many", "zstd", new byte[ReceiverLimits.MaxGrpcMessageBytes + 1], StatusCode.ResourceExhausted, "too_large_decompressed" },
        { "no zstd", "not-zstd", Request, StatusCode.InvalidArgument, "bad_encoding" },
        { "another coding", "snappy", Request, StatusCode.Unimplemented, "unsupported_encoding" },
    };

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public async Task A_message_is_what_its_coding_says_or_refused(string name, string encoding, byte[] request, StatusCode status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc), encoding == "not-zstd" ? stream => stream : null);

        Status answer = await client.TryExportAsync(request, encoding.Replace("not-", "", StringComparison.Ordinal));

        Assert.True(status == answer.StatusCode, $"{name}: {answer}");
        if (status != StatusCode.OK)
        {
            await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_refused_total", $"protocol=\"grpc\",reason=\"{reason}\"") == 1);
        }

        await agent.SettleAsync();
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task Answers_over_gRPC_say_which_codings_are_taken()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await RawCall.SendAsync(agent, [1, 0, 0, 0, 1, 0], ("grpc-encoding", "snappy"));
        Assert.Equal(["12"], answer.Headers.GetValues("grpc-status"));
        Assert.Equal(["identity,gzip,zstd"], answer.Headers.GetValues("grpc-accept-encoding"));
    }

    private static byte[] Many(byte[] bytes, int times)
    {
        byte[] all = new byte[bytes.Length * times];
        for (int at = 0; at < all.Length; at += bytes.Length)
        {
            bytes.CopyTo(all, at);
        }

        return all;
    }
}
