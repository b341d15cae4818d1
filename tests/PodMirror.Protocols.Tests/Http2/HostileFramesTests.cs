using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class HostileFramesTests
{
    private const int Largest = (1 << 24) - 1;

    private static readonly PipelineOptions Options = new() { Mode = CaptureMode.IngressAndEgress, MaxMessageBytes = 2 * 1024 * 1024 };

    /// <summary>By name: what the client or the server sends between the beginning and the end of a call on stream 1.</summary>
    private static readonly Dictionary<string, Func<byte[]>> Attacks = new(StringComparer.Ordinal)
    {
        ["client: CONTINUATION of a byte without end"] = () => [.. Open(5), .. PlainHttp2.Times(20_000, Http2Side.Frame(9, 0, 5, [0x82]))],
        ["client: empty CONTINUATION without end"] = () => [.. Open(5), .. PlainHttp2.Times(50_000, Http2Side.Frame(9, 0, 5, []))],
        ["server: CONTINUATION larger than any head"] = () =>
            [.. Open(1), .. PlainHttp2.Times(40, Http2Side.Frame(9, 0, 1, new byte[16_384])), .. End(1)],
        ["client: CONTINUATION of nothing"] = () => PlainHttp2.Times(1000, Http2Side.Frame(9, 4, 5, [0x82])),
        ["client: CONTINUATION of another stream"] = () => [.. Open(5), .. Http2Side.Frame(9, 4, 7, [0x82])],
        ["client: DATA as long as can be"] = () => Http2Side.Frame(0, 0, 5, new byte[Largest]),
        ["client: HEADERS as long as can be"] = () => Http2Side.Frame(1, 4, 5, new byte[Largest]),
        ["server: an unknown type as long as can be"] = () => Http2Side.Frame(200, 0xFF, 5, new byte[Largest]),
        ["client: SETTINGS flood"] = () => PlainHttp2.Times(
            5000, Http2Side.Frame(4, 0, 0, [0, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF])),
        ["server: SETTINGS of a wrong size"] = () => PlainHttp2.Times(1000, Http2Side.Frame(4, 0, 0, [0, 5, 0])),
        ["client: PING flood"] = () => PlainHttp2.Times(50_000, Http2Side.Frame(6, 0, 0, new byte[8])),
        ["client: PRIORITY of itself"] = () => PlainHttp2.Times(10_000, Http2Side.Frame(2, 0, 5, [0, 0, 0, 5, 255])),
        ["client: WINDOW_UPDATE of all and nothing"] = () => PlainHttp2.Times(
            10_000,
            Http2Side.Frame(8, 0, 0, [0x7F, 0xFF, 0xFF, 0xFF]),
            Http2Side.Frame(8, 0, 1, [0, 0, 0, 0]),
            Http2Side.Frame(8, 0, 99, [0xFF, 0, 0, 0])),
        ["server: GOAWAY again and again"] = () => PlainHttp2.Times(1000, Http2Side.Frame(7, 0, 0, [0, 0, 0, 1, 0, 0, 0, 0])),
        ["client: DATA on streams that never were"] = () => PlainHttp2.Times(10_000, Http2Side.Data(77, "nobody's", end: true)),
        ["server: padding alone"] = () => PlainHttp2.Times(10_000, Http2Side.Frame(0, 8, 1, [255, .. new byte[255]])),
        ["server: more padding than payload"] = () => Http2Side.Frame(0, 8, 5, [255, 1, 2]),
        ["client: HEADERS with more padding than payload"] = () => Http2Side.Frame(1, 0xC, 5, [255, 0x82]),
        ["server: interim responses"] = () => PlainHttp2.Times(20_000, Http2Side.Frame(1, 4, 1, [8, 3, (byte)'1', (byte)'0', (byte)'3'])),
        ["server: promises of odd streams and of 0"] = () => PlainHttp2.Times(
            1000, Http2Side.Frame(5, 4, 1, [0, 0, 0, 7, 0x82]), Http2Side.Frame(5, 4, 1, [0, 0, 0, 0, 0x82]), Http2Side.Frame(5, 4, 1, [0, 0])),
        ["server: the same promise again and again"] = () => PlainHttp2.Times(1000, Http2Side.Frame(5, 4, 1, [0, 0, 0, 2, 0x82])),
        ["client: promises"] = () => PlainHttp2.Times(500, Http2Side.Frame(5, 4, 1, [0, 0, 0, 2, 0x82])),
        ["client: trailers again and again"] = () =>
            [.. Open(5, 4), .. PlainHttp2.Times(20_000, Http2Side.Frame(1, 4, 5, [0, 1, (byte)'t', 1, (byte)'v']))],
        ["client: names of NUL and line breaks, values of no UTF-8"] = () => Http2Side.Frame(
            1, 5, 5, [0x82, 0, 3, 0, (byte)'\r', (byte)'\n', 4, 0xFF, 0xC0, 0, (byte)'\n']),
        ["client: index 0"] = () => Http2Side.Frame(1, 5, 5, [0x80]),
        ["client: an index beyond all numbers"] = () => Http2Side.Frame(1, 5, 5, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
        ["client: a table of 256 MiB, again and again"] = () => Http2Side.Frame(
            1, 5, 5, PlainHttp2.Times(1000, [0x3F, 0xE1, 0xFF, 0xFF, 0x7F], [0x20])),
        ["client: a field as long as the block and a thousand references to it"] = () => Http2Side.Frame(
            1, 5, 5, [0x40, 1, (byte)'a', 0x7F, 0xA1, 0x1E, .. new byte[4000], .. PlainHttp2.Times(10_000, [0xBE])]),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_sent_in_between_the_calls_of_other_streams_are_whole(string attack)
    {
        var conversation = new Conversation { Mss = 60_000, StepNs = 1000 };
        conversation.Client([.. Http2Side.Hello, .. PlainHttp2.Get(1, "/before")]).Server(Http2Side.Settings);
        byte[] bytes = Attacks[attack]();
        _ = attack.StartsWith("client", StringComparison.Ordinal) ? conversation.Client(bytes) : conversation.Server(bytes);

        Rig rig = Rig.Run(
            conversation
                .Client(PlainHttp2.Get(100_001, "/after"))
                .Server([.. PlainHttp2.Answer(1, "first"), .. PlainHttp2.Answer(100_001, "second")])
                .Close().Segments,
            Options,
            checkEach: false);

        string[] whole = [.. rig.Exchanges.Where(IsOurs).Select(seen => seen.ToString())];
        Assert.True(whole is ["GET /before > 200 first", "GET /after > 200 second"] || IsOnStreamOne(attack, whole), $"{attack}: {rig.Lines}");
        Assert.InRange(rig.Exchanges.Count, 2, 4);
    }

    /// <summary>What is sent on stream 1 may be said of its call, and of no other.</summary>
    private static bool IsOnStreamOne(string attack, string[] whole) =>
        attack.StartsWith("server: CONTINUATION", StringComparison.Ordinal)
        && whole is [var before, "GET /after > 200 second"] && before.StartsWith("GET /before > ", StringComparison.Ordinal);

    private static bool IsOurs(Seen seen) => seen.Target is "/before" or "/after";

    private static byte[] Open(uint stream, byte flags = 0) => Http2Side.Frame(1, flags, stream, [0x82]);

    private static byte[] End(uint stream) => Http2Side.Frame(9, 4, stream, []);
}
