using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Reads ExportTraceServiceResponse and ExportMetricsServiceResponse, which have the same numbers: what a receiver did not take although it
/// accepted the request.
/// </summary>
internal static class PartialSuccess
{
    // What a person needs of a message in a log; a receiver may be anything.
    private const int MaxMessageBytes = 300;

    /// <summary>The outcome of an accepted request. A response that cannot be read says nothing against the request.</summary>
    internal static SendOutcome Read(ReadOnlySpan<byte> response)
    {
        long rejected = 0;
        string message = "";
        var reader = new ProtoReader(response);
        while (reader.TryReadTag(out int field, out WireType wire) && reader.TryReadValue(wire, out _, out ReadOnlySpan<byte> bytes))
        {
            if (field != 1)
            {
                continue;
            }

            var partial = new ProtoReader(bytes);
            while (partial.TryReadTag(out field, out wire) && partial.TryReadValue(wire, out ulong number, out bytes))
            {
                if (field == 1)
                {
                    rejected = Math.Max(0, (long)number);
                }
                else if (field == 2)
                {
                    message = OneLine(bytes);
                }
            }
        }

        return SendOutcome.Accepted with { RejectedSpans = rejected, Reason = message };
    }

    /// <summary>Text of a receiver as part of a log's line: short, and without control characters.</summary>
    internal static string OneLine(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxMessageBytes)]);
        return string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
    }
}
