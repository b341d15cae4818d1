using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests.Fuzz;

/// <summary>
/// The HTTP/1 reader under arbitrary bytes: the input is what the client and what the server sends, told apart by a separator. However
/// the bytes are cut, the same exchanges come out.
/// </summary>
internal static class Http1Fuzz
{
    private static readonly PipelineOptions Options = new() { Mode = CaptureMode.IngressAndEgress, MaxFlows = 4 };
    private static readonly byte[] Separator = "|||"u8.ToArray();

    // Into how many segments an input is cut at most: many inputs a second find more than a few that are cut finely.
    private const int MaxSegments = 1024;

    public static void Run(ReadOnlySpan<byte> input)
    {
        string? expected = null;
        foreach (int mss in new[] { 65536, 1, 13 })
        {
            if (input.Length / mss > MaxSegments)
            {
                continue;
            }

            var conversation = new Conversation { Mss = mss };
            ReadOnlySpan<byte> rest = input;
            bool client = true;
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf(Separator);
                ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
                if (!part.IsEmpty)
                {
                    _ = client ? conversation.Client(part.ToArray()) : conversation.Server(part.ToArray());
                }

                rest = end < 0 ? default : rest[(end + Separator.Length)..];
                client = !client;
            }

            Rig rig = Rig.Run(conversation.Close().Segments, Options, checkEach: false);

            // Where a message is not whole, or bytes are none, it matters on purpose what begins a segment.
            if (mss == 65536)
            {
                expected = IsWhole(rig) ? rig.Lines : null;
            }
            else if (expected is not null && IsWhole(rig))
            {
                Assert.Equal(expected, rig.Lines);
            }
        }
    }

    private static bool IsWhole(Rig rig) =>
        rig.Ledger[MirrorCounter.HeadsRejected] == 0
        && rig.Ledger[MirrorCounter.BytesSkipped] == 0
        && rig.Ledger[MirrorCounter.BytesOpaqueUnknown] == 0
        && rig.Exchanges.TrueForAll(seen => (seen.Anomalies & (Anomalies.RequestIncomplete | Anomalies.ResponseIncomplete)) == 0);
}
