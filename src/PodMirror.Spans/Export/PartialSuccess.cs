using System.Text;

namespace PodMirror.Spans;

/// <summary>Reads ExportTraceServiceResponse: what a receiver did not take although it accepted the request.</summary>
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
        while (reader.MoveNext())
        {
            if (reader.FieldNumber != 1)
            {
                continue;
            }

            var partial = new ProtoReader(reader.Bytes);
            while (partial.MoveNext())
            {
                if (partial.FieldNumber == 1)
                {
                    rejected = Math.Max(0, (long)partial.Value);
                }
                else if (partial.FieldNumber == 2)
                {
                    message = OneLine(partial.Bytes);
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
