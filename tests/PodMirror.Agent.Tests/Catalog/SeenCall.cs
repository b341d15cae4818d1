using System.Text;
using PodMirror.Agent.Catalog;
using PodMirror.Catalog;

namespace PodMirror.Agent.Tests.Catalog;

/// <summary>What was read of a span, kept.</summary>
internal sealed record SeenCall
{
    public string Service { get; private init; } = "";

    public CallKind Kind { get; private init; }

    public string Method { get; private init; } = "";

    public string Path { get; private init; } = "";

    public string Query { get; private init; } = "";

    public string Operation { get; private init; } = "";

    public int Status { get; private init; }

    public (bool Failed, bool Rejected, bool Denied) Outcome { get; private init; }

    public long DurationMicros { get; private init; }

    public long TimeMillis { get; private init; }

    public string Caller { get; private init; } = "";

    public AuthEvidence Auth { get; private init; }

    public bool AuthUnknown { get; private init; }

    public string ApiKeyName { get; private init; } = "";

    public string CookieName { get; private init; } = "";

    public string RequestType { get; private init; } = "";

    public string ResponseType { get; private init; } = "";

    public string RequestHeaders { get; private init; } = "";

    public string ResponseHeaders { get; private init; } = "";

    public string RequestBody { get; private init; } = "";

    public string ResponseBody { get; private init; } = "";

    public bool RequestTruncated { get; private init; }

    public bool ResponseTruncated { get; private init; }

    public (bool Request, bool Response) HasNoBody { get; private init; }

    public SensitiveFinding[] Findings { get; private init; } = [];

    /// <summary>Reads a span of a service with a reader; null when it is no call.</summary>
    public static SeenCall? Of(TestSpan span, string service = "shop", CallReader? reader = null) =>
        (reader ?? new CallReader()).TryRead(Encoding.UTF8.GetBytes(service), span.ToBytes(), span.StartNs, out ObservedCall call) is null
            ? Of(call)
            : null;

    private static SeenCall Of(in ObservedCall call) => new()
    {
        Service = call.Service.ToString(),
        Kind = call.Kind,
        Method = call.Method.ToString(),
        Path = call.Path.ToString(),
        Query = call.Query.ToString(),
        Operation = call.Operation.ToString(),
        Status = call.Status,
        Outcome = (call.Failed, call.Rejected, call.Denied),
        DurationMicros = call.DurationMicros,
        TimeMillis = call.TimeMillis,
        Caller = call.Caller.ToString(),
        Auth = call.Auth,
        AuthUnknown = call.AuthUnknown,
        ApiKeyName = call.ApiKeyName.ToString(),
        CookieName = call.CookieName.ToString(),
        RequestType = call.RequestContentType.ToString(),
        ResponseType = call.ResponseContentType.ToString(),
        RequestHeaders = Encoding.UTF8.GetString(call.RequestHeaders),
        ResponseHeaders = Encoding.UTF8.GetString(call.ResponseHeaders),
        RequestBody = Encoding.UTF8.GetString(call.RequestBody),
        ResponseBody = Encoding.UTF8.GetString(call.ResponseBody),
        RequestTruncated = call.RequestBodyTruncated,
        ResponseTruncated = call.ResponseBodyTruncated,
        HasNoBody = (call.RequestHasNoBody, call.ResponseHasNoBody),
        Findings = call.Findings.ToArray(),
    };
}
