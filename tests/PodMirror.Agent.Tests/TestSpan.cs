using System.Security.Cryptography;

namespace PodMirror.Agent.Tests;

/// <summary>A span of a call to a shop, of which a test changes what it is about.</summary>
internal sealed record TestSpan
{
    public const long BaseTimeNs = 1_700_000_000_000_000_000;

    public byte[] TraceId { get; init; } = RandomNumberGenerator.GetBytes(16);

    public byte[] SpanId { get; init; } = RandomNumberGenerator.GetBytes(8);

    public string Name { get; init; } = "GET";

    public int Kind { get; init; } = 2;

    public long StartNs { get; init; } = BaseTimeNs;

    public long DurationNs { get; init; } = 5_000_000;

    public string? Method { get; init; } = "GET";

    public string? Path { get; init; } = "/items";

    public int? Status { get; init; } = 200;

    public string[] Anomalies { get; init; } = [];

    public (string Key, object? Value)[] Attributes { get; init; } = [];

    /// <summary>Bytes put after all others.</summary>
    public byte[] Tail { get; init; } = [];

    /// <summary>The Span message.</summary>
    public byte[] ToBytes()
    {
        var attributes = new List<(string Key, object? Value)>(Attributes);
        AddIf("http.request.method", Method);
        AddIf("url.path", Path);
        AddIf("http.response.status_code", Status);
        AddIf("podmirror.anomalies", Anomalies.Length > 0 ? Anomalies.Cast<object>().ToArray() : null);
        return Proto.Join(
            Proto.Message(1, TraceId),
            Proto.Message(2, SpanId),
            Proto.Text(5, Name),
            Proto.Varint(6, (ulong)Kind),
            Proto.Fixed64(7, (ulong)StartNs),
            Proto.Fixed64(8, (ulong)(StartNs + DurationNs)),
            Proto.Join([.. attributes.Select(a => Proto.Message(9, Proto.Attribute(a.Key, a.Value)))]),
            Tail);

        void AddIf(string key, object? value)
        {
            if (value is not null)
            {
                attributes.Add((key, value));
            }
        }
    }
}
