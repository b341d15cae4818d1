using System.Net;
using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// What is left out of the capture because our own spans and metrics go there, told from the standard variables of the export endpoints.
/// </summary>
/// <remarks>
/// The mirror opens no connection, so it looks up no names. A name with one of the OTLP ports is left out by its port; with another port
/// (80, 8080) leaving it out would take the Pod's own calls along, so it is not, and the notice says how to.
/// </remarks>
internal static class ExportExclusions
{
    /// <summary>The registered ports of OTLP: gRPC and HTTP.</summary>
    public static readonly FilterExclusion[] OtlpPorts = [new(null, 4317), new(null, 4318)];

    /// <summary>The exclusions for both signals, whose endpoints are one and the same as a rule.</summary>
    /// <param name="environment">Gives the value of a standard variable, or null.</param>
    /// <param name="notice">Null when there is nothing to say.</param>
    public static FilterExclusion[] Read(Func<string, string?> environment, out string? notice)
    {
        string? general = environment("OTEL_EXPORTER_OTLP_ENDPOINT");
        FilterExclusion[] ofTraces = For(environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") ?? general, out notice);
        if (environment("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") is not { } endpoint)
        {
            return ofTraces;
        }

        FilterExclusion[] ofMetrics = For(endpoint, out string? other);
        notice ??= other;
        return [.. ofTraces.Union(ofMetrics)];
    }

    /// <summary>The exclusions for an endpoint, and a line to show when they do not cover it.</summary>
    /// <param name="endpoint">An URL as in OTEL_EXPORTER_OTLP_ENDPOINT; null or empty when not given.</param>
    /// <param name="notice">Null when there is nothing to say.</param>
    public static FilterExclusion[] For(string? endpoint, out string? notice)
    {
        notice = null;
        if (string.IsNullOrEmpty(endpoint))
        {
            return OtlpPorts;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) || uri.Port is <= 0 or > ushort.MaxValue)
        {
            notice = $"the export endpoint '{endpoint}' is no URL with a port: only the ports 4317 and 4318 are left out of the capture";
            return OtlpPorts;
        }

        ushort port = (ushort)uri.Port;
        if (IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address))
        {
            return [new FilterExclusion(IpEndpoint.From(address, 0).Address, port)];
        }

        if (uri.DnsSafeHost == "localhost")
        {
            return
            [
                new FilterExclusion(IpEndpoint.From(IPAddress.Loopback, 0).Address, port),
                new FilterExclusion(IpEndpoint.From(IPAddress.IPv6Loopback, 0).Address, port),
            ];
        }

        if (port is 4317 or 4318)
        {
            return [new FilterExclusion(null, port)];
        }

        notice = $"the export endpoint {uri.DnsSafeHost}:{port} is a name with a port that others use too, and is captured in mode egress; "
            + "to leave it out give its address with --exclude ADDRESS:PORT";
        return [];
    }
}
