namespace PodMirror.Agent.Probe;

/// <summary>One span of a probe: what is sent, and what must come back.</summary>
internal sealed record ProbeSpan
{
    /// <summary>16 bytes.</summary>
    public required byte[] TraceId { get; init; }

    /// <summary>8 bytes.</summary>
    public required byte[] SpanId { get; init; }

    /// <summary>8 bytes; null for the root.</summary>
    public byte[]? ParentSpanId { get; init; }

    /// <summary>Whether it is of the server's side; else of the client's.</summary>
    public required bool IsServer { get; init; }

    /// <summary>Start, Unix time in nanoseconds.</summary>
    public required long StartNs { get; init; }

    /// <summary>Duration in nanoseconds.</summary>
    public required long DurationNs { get; init; }

    /// <summary>The request's method, which is the span's name too.</summary>
    public required string Method { get; init; }

    /// <summary>The request's path.</summary>
    public required string Path { get; init; }

    /// <summary>The values of the header field that the request has twice.</summary>
    public required string[] Header { get; init; }

    /// <summary>The request's body.</summary>
    public required string RequestBody { get; init; }

    /// <summary>The response's status.</summary>
    public required long Status { get; init; }

    /// <summary>The response's body.</summary>
    public required byte[] ResponseBody { get; init; }

    /// <summary>Names of anomalies.</summary>
    public required string[] Anomalies { get; init; }

    /// <summary>The number of the probe.</summary>
    public required long Number { get; init; }

    /// <summary>Whether the span's status is an error, which has a message then.</summary>
    public bool IsError => Status >= 500;

    /// <summary>The message of the span's status.</summary>
    public string StatusMessage => IsError ? $"probe {Number}" : "";

    /// <summary>The direction in attributes and in the API.</summary>
    public string Direction => IsServer ? "ingress" : "egress";

    /// <summary>All attributes, in their order: of every kind of value that spans have.</summary>
    public IEnumerable<(string Key, object Value)> Attributes =>
    [
        ("podmirror.direction", Direction),
        ("http.request.method", Method),
        ("url.path", Path),
        ("http.request.header." + HeaderName, Header),
        ("http.request.body.size", (long)System.Text.Encoding.UTF8.GetByteCount(RequestBody)),
        ("http.request.body.content", RequestBody),
        ("http.response.status_code", Status),
        ("http.response.body.size", (long)ResponseBody.Length),
        ("http.response.body.content", ResponseBody),
        ("podmirror.anomalies", Anomalies),
        ("podmirror.probe.number", Number),
        ("podmirror.probe.third", Number / 3.0),
        ("podmirror.probe.even", Number % 2 == 0),
    ];

    /// <summary>The name of the header field.</summary>
    public const string HeaderName = "x-podmirror-probe";
}
