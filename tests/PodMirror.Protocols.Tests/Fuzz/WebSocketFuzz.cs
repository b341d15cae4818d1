using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Fuzz;

/// <summary>
/// A flow behind an upgrade to WebSocket under arbitrary bytes: pieces of the two directions take turns, each with its length; the first byte says
/// whether segments are lost. Whatever comes, the ledger balances after each segment and there is one exchange; and however the bytes are cut, it is
/// the same one when nothing was lost.
/// </summary>
internal static class WebSocketFuzz
{
    private const int MaxBytes = 2048;

    private static readonly PipelineOptions Options = new() { Mode = CaptureMode.IngressAndEgress, MaxFlows = 3, MaxBodyBytes = 64 };

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length is < 2 or > MaxBytes)
        {
            return;
        }

        bool isLossy = (input[0] & 1) != 0;
        string seen = Exchange(input[1..], isLossy, mss: 16_384);
        string cut = Exchange(input[1..], isLossy: false, mss: 5);
        if (!isLossy)
        {
            Assert.Equal(seen, cut);
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        byte[][] pieces =
        [
            [.. WebSocketSide.Client.Text("hello"), .. WebSocketSide.Client.Frame(0x89, [])],
            [.. WebSocketSide.Server.Frame(0x01, [65]), .. WebSocketSide.Server.Frame(0x8A, []), .. WebSocketSide.Server.Frame(0x80, new byte[140])],
            WebSocketSide.Client.Close(),
            [.. WebSocketSide.Server.Close(), .. WebSocketSide.Server.Text("late")],
        ];
        for (byte mode = 0; mode < 2; mode++)
        {
            yield return [mode, .. pieces.SelectMany(piece => (byte[])[(byte)piece.Length, .. piece])];
        }
    }

    private static string Exchange(ReadOnlySpan<byte> script, bool isLossy, int mss)
    {
        Conversation conversation = new Conversation().Client(WebSocketSide.Asked).Server(WebSocketSide.Granted);
        int upgraded = conversation.Segments.Count;
        conversation.Mss = mss;
        for (bool isClient = true; !script.IsEmpty; isClient = !isClient)
        {
            int length = Math.Min(script[0], script.Length - 1);
            byte[] piece = script.Slice(1, length).ToArray();
            _ = isClient ? conversation.Client(piece) : conversation.Server(piece);
            script = script[(1 + length)..];
        }

        int number = 0;
        Rig rig = Rig.Run(conversation.Close().Segments.Where(_ => ++number <= upgraded || !isLossy || number % 4 != 3), Options);
        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal(1, rig.Ledger[MirrorCounter.FlowsWebSocket]);
        return $"{seen} {seen.RequestFramed} {seen.ResponseFramed}";
    }
}
