using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>An exchange as a test compares it.</summary>
internal sealed record Seen(
    uint Stream, Direction Direction, HttpProtocol Protocol, string? Method, string? Target, string RequestBody, long RequestBytes, int? Status,
    string ResponseBody, long ResponseBytes, Anomalies Anomalies, int Interim, long StartNs, long DurationNs, string RequestFields,
    string ResponseFields, string ResponseTrailers)
{
    /// <summary>What was counted of the request's content, as <see cref="FramedText"/> has it.</summary>
    public string RequestFramed { get; init; } = "";

    /// <summary>The same of the response's.</summary>
    public string ResponseFramed { get; init; } = "";

    /// <summary>The protocol that the request asks for in its stream.</summary>
    public string Asked { get; init; } = "";

    public uint Ordinal { get; init; }

    /// <summary>One line: what was asked, what was answered, what was wrong.</summary>
    public override string ToString()
    {
        string request = Method is null ? "-" : $"{Method} {Target}" + (RequestBytes > 0 ? $" {RequestBody}" : "");
        string response = Status is null ? "-" : $"{Status}" + (ResponseBytes > 0 ? $" {ResponseBody}" : "");
        return $"{request} > {response}" + (Anomalies == Anomalies.None ? "" : $" !{string.Join(",", AnomalyNames.Of(Anomalies))}");
    }
}
