using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// The fields that are told also where fields are left out (<see cref="Detail.WithoutFields"/>): trace context, the host, the kind of the content,
/// and gRPC's status, which is the outcome of a call as HTTP's is.
/// </summary>
internal static class KeptFields
{
    /// <summary>Whether a field stays.</summary>
    public static bool Contains(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Is(name, "b3"u8),
        4 => Is(name, "host"u8),
        10 => Is(name, "tracestate"u8),
        11 => Is(name, "traceparent"u8) || Is(name, "grpc-status"u8),
        12 => Is(name, "content-type"u8) || IsOfB3(name),
        _ => IsOfB3(name),
    };

    /// <summary>Takes the other fields out of a message's head, whole lines of which it must be all there is.</summary>
    public static void Trim(Message message)
    {
        Span<byte> section = message.Buffer.AsSpan(message.FieldsStart, message.HeadBytes - message.FieldsStart);
        var lines = new FieldLines(section);
        int at = 0;
        int kept = 0;
        while (lines.MoveNext())
        {
            int next = section.Length - lines.Rest.Length;
            if (Contains(lines.Current.Name))
            {
                section[at..next].CopyTo(section[kept..]);
                kept += next - at;
            }
            else
            {
                message.Anomalies |= Anomalies.FieldsLeftOut;
            }

            at = next;
        }

        message.HeadBytes = message.FieldsStart + kept;
    }

    private static bool IsOfB3(ReadOnlySpan<byte> name) => name.Length > 5 && Is(name[..5], "x-b3-"u8);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) => Ascii.EqualsIgnoreCase(name, lowerCase);
}
