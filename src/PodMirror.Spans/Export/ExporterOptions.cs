namespace PodMirror.Spans;

/// <summary>Where spans or metrics go, how, and how much may wait. Every default says why it has its value.</summary>
public sealed record ExporterOptions
{
    /// <summary>The receiver: for HTTP the whole URL, for gRPC scheme and authority.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>What is exported.</summary>
    public OtlpSignal Signal { get; init; }

    /// <summary>How OTLP travels.</summary>
    public ExportProtocol Protocol { get; init; }

    /// <summary>Headers of each request. Their values are never logged.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long one attempt may take; OpenTelemetry's default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether requests are compressed by gzip. Off by OpenTelemetry's default; it costs more than making the spans.</summary>
    public bool UseGzip { get; init; }

    /// <summary>A file of PEM certificates that are trusted in place of the system's, or null.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The same as text in PEM, where there is no <see cref="CertificateFile"/>; or null.</summary>
    public string? Authorities { get; init; }

    /// <summary>The client's certificate in PEM, or null.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>The key of the client's certificate in PEM, or null when it is in the same file.</summary>
    public string? ClientKeyFile { get; init; }

    /// <summary>A file with a bearer token, which goes along in place of any Authorization among the <see cref="Headers"/>; or null.</summary>
    public string? TokenFile { get; init; }

    /// <summary>
    /// Bytes of requests that wait or are under way: about two thousand ordinary spans, and a small part of the 40 MiB that tme may take.
    /// What comes when it is full is dropped and counted.
    /// </summary>
    public int MaxQueueBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Requests under way at once: one would leave the line idle for a round trip after each.</summary>
    public int MaxConcurrentRequests { get; init; } = 2;

    /// <summary>How a failed attempt is repeated.</summary>
    public RetryOptions Retry { get; init; } = new();
}
