using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Corpus.Tests;

/// <summary>One side of a <see cref="SeenExchange"/>; text is Latin-1, so that no byte is lost.</summary>
internal sealed record SeenMessage(
    string Method, string Target, int Status, List<KeyValuePair<string, string>> Fields, List<KeyValuePair<string, string>> Trailers,
    string Body, long BodyBytes, long FirstByteNs, long LastByteNs)
{
    /// <summary>What was counted of the body where it is cut into messages of its own.</summary>
    public FramedContent Framed { get; init; }

    /// <summary>The first field of a name; null when there is none.</summary>
    public string? Field(string name) => Fields.Find(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Copies a message; null when it was not on the wire.</summary>
    public static SeenMessage? Of(in MessageView message) => !message.IsPresent ? null : new SeenMessage(
        Encoding.Latin1.GetString(message.Method),
        Encoding.Latin1.GetString(message.Target),
        message.Status,
        FieldsOf(message.Fields),
        FieldsOf(message.Trailers),
        Encoding.Latin1.GetString(message.Body),
        message.BodyBytes,
        message.FirstByteNs,
        message.LastByteNs)
    {
        Framed = message.Framed,
    };

    private static List<KeyValuePair<string, string>> FieldsOf(ReadOnlySpan<byte> section)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (FieldLine line in new FieldLines(section))
        {
            fields.Add(new(Encoding.Latin1.GetString(line.Name), Encoding.Latin1.GetString(line.Value)));
        }

        return fields;
    }
}
