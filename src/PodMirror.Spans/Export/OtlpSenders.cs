namespace PodMirror.Spans;

/// <summary>Makes the sender of a protocol.</summary>
public static class OtlpSenders
{
    /// <summary>
    /// Makes a sender; connects when something is sent. What it needs of files may come later: until then an attempt is one that may be repeated.
    /// </summary>
    /// <param name="options">Where to, and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line when a file with certificates or a token changed; null when nobody wants to know.</param>
    public static IOtlpSender Make(ExporterOptions options, TimeProvider time, Action<string>? log = null) => options.Protocol == ExportProtocol.Grpc
        ? new OtlpGrpcSender(options, time, log)
        : new OtlpHttpSender(options, time, log);
}
