using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests.Fuzz;

/// <summary>
/// Reassembly under arbitrary segments: the input is a script of segments between two ends, whose numbers stay near each other so
/// that they meet. Whatever comes, the ledger balances after each one and nothing is left at the end.
/// </summary>
internal static class PipelineFuzz
{
    private static readonly PipelineOptions Options = new()
    {
        Mode = CaptureMode.IngressAndEgress,
        MaxFlows = 3,
        MaxHeldBytesPerFlow = 2048,
        MaxHeldBytes = 8192,
        MaxMessageBytes = 16_384,
        MaxHeadBytes = 512,
        MaxBodyBytes = 64,
        MaxPipelinedRequests = 4,
    };

    // Some hundred segments: what more of them can do, fewer can, and the balance is checked after each.
    private const int MaxScriptBytes = 8192;

    public static void Run(ReadOnlySpan<byte> input)
    {
        input = input[..Math.Min(input.Length, MaxScriptBytes)];
        var rig = new Rig(Options);
        long now = 1_000_000_000;
        while (input.Length >= 6)
        {
            int length = Math.Min(input[0] % 64, input.Length - 6);
            bool fromClient = (input[1] & 1) != 0;
            var flags = (TcpFlags)(input[1] >> 1);
            byte[] payload = input.Slice(6, length).ToArray();
            now += input[5] * 1_000_000L;
            rig.Take(new Segment(fromClient, input[2], input[3], flags, payload, now, input[4] < 16 ? input[4] : 0)
            {
                Client = IpEndpoint.FromIPv4(1, (ushort)(input[4] & 7)),
            });
            input = input[(6 + length)..];
        }

        rig.Finish();
    }
}
