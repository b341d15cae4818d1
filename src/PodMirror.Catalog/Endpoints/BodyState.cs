using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Endpoints;

/// <summary>The bodies of one direction, status and type.</summary>
internal sealed class BodyState(int status, string contentType)
{
    /// <summary>Characters of a type; longer ones are no types.</summary>
    public const int LongestContentType = 96;

    /// <summary>Bodies that are no JSON though they say so, one behind the other, after which they are not read any more.</summary>
    public const int MaxBroken = 32;

    /// <summary>The status of the responses; 0 for requests.</summary>
    public int Status { get; } = status;

    /// <summary>The type, in small letters, without parameters; empty when there was no body.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>Messages.</summary>
    public long Messages { get; set; }

    /// <summary>Bodies that were not read to their end: cut off, or no JSON.</summary>
    public long Partial { get; set; }

    /// <summary>Bodies that were no JSON since the last one that was.</summary>
    public int Broken { get; set; }

    /// <summary>What they look like; null when they are not JSON.</summary>
    public SchemaNode? Schema { get; set; }

    /// <summary>
    /// The header fields of responses, as the properties of an object that each response was of which fields were shown; null before the first, and
    /// of requests.
    /// </summary>
    public SchemaNode? Headers { get; set; }

    /// <summary>Takes a message in.</summary>
    public void Read(ReadOnlySpan<byte> body, bool truncated, SchemaReader reader, Paths.ValueTable? values)
    {
        Messages++;
        if (body.IsEmpty || Broken >= MaxBroken || !IsJson(ContentType))
        {
            return;
        }

        bool whole = reader.Read(body, Schema ??= new SchemaNode(), values);
        Partial += whole ? 0 : 1;
        Broken = whole ? 0 : truncated ? Broken : Broken + 1;
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(BodyState other, SchemaBudget budget)
    {
        Messages += other.Messages;
        Partial += other.Partial;
        Schema = SchemaNode.Sum(Schema, other.Schema, budget);
        Headers = SchemaNode.Sum(Headers, other.Headers, budget);
    }

    // Spans show the messages of gRPC as JSON.
    private static bool IsJson(string contentType) =>
        contentType.EndsWith("/json", StringComparison.Ordinal) || contentType.EndsWith("+json", StringComparison.Ordinal)
        || contentType.StartsWith("application/grpc", StringComparison.Ordinal);
}
