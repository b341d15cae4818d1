using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Fuzz;

/// <summary>
/// HTTP/2 under arbitrary bytes: the first byte says whether the connection is heard from its first byte, then pieces of the two directions take
/// turns, each with its length. Whatever comes, the ledger balances after each segment; and however the bytes are cut, the same exchanges come out
/// of a connection that is heard whole.
/// </summary>
internal static class Http2Fuzz
{
    /// <summary>In the smallest pieces this takes less time than a stream that was reset is waited for, which would be another story.</summary>
    private const int MaxBytes = 4096;

    private static readonly PipelineOptions Options = new()
    {
        Mode = CaptureMode.IngressAndEgress,
        MaxFlows = 3,
        MaxMessageBytes = 262_144,
        MaxHeadBytes = 2048,
        MaxBodyBytes = 256,
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length is < 2 or > MaxBytes)
        {
            return;
        }

        bool isWhole = (input[0] & 1) == 0;
        bool isLossy = (input[0] & 2) != 0;
        string lines = Exchanges(input[1..], isWhole, isLossy, mss: 16_384);
        string cut = Exchanges(input[1..], isWhole, isLossy: false, mss: 7);
        if (isWhole && !isLossy)
        {
            Assert.Equal(lines, cut);
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        var client = new Http2Side(1);
        var server = new Http2Side(2);
        byte[][] pieces =
        [
            [.. client.Get(1, "/a", "x-one: 1"), .. client.Post(3, "/b")],
            [.. Http2Side.Settings, .. server.Answer(1, 200, end: false), .. Http2Side.Data(1, "ok", end: true)],
            [.. Http2Side.Data(3, "up", end: true), .. client.Get(5, "/c"), .. Http2Side.Reset(5, 8)],
            [.. server.Answer(3, 103, end: false), .. server.Answer(3, 404, end: false), .. server.Headers(3, true, "grpc-status: 0")],
        ];
        for (byte mode = 0; mode < 4; mode++)
        {
            yield return [mode, .. pieces.SelectMany(piece => (byte[])[(byte)piece.Length, .. piece])];
        }
    }

    private static string Exchanges(ReadOnlySpan<byte> script, bool isWhole, bool isLossy, int mss)
    {
        var conversation = new Conversation(handshake: isWhole) { Mss = mss };
        if (isWhole)
        {
            conversation.Client(Http2Side.Hello);
        }

        bool isClient = true;
        while (!script.IsEmpty)
        {
            int length = Math.Min(script[0], script.Length - 1);
            byte[] piece = script.Slice(1, length).ToArray();
            _ = isClient ? conversation.Client(piece) : conversation.Server(piece);
            script = script[(1 + length)..];
            isClient = !isClient;
        }

        int number = 0;
        return Rig.Run(conversation.Close().Segments.Where(_ => !isLossy || ++number % 5 != 4), Options, checkEach: !isWhole).Lines;
    }
}
