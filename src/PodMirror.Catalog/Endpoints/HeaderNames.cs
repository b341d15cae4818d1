using System.Text;

namespace PodMirror.Catalog.Endpoints;

/// <summary>
/// Which header fields are parameters of an API: those that its users choose and its code reads. Not those of HTTP itself, of proxies, tracers and
/// browsers, which every API has without saying so, nor those that OpenAPI tells elsewhere.
/// </summary>
internal static class HeaderNames
{
    private static readonly byte[][][] Names = ByLength(
        // Those that OpenAPI says are no parameters, as it tells them elsewhere (3.1 section 4.8.12); accept is a prefix below.
        "authorization content-type cookie cookie2 set-cookie set-cookie2 www-authenticate authentication-info",

        // Between two hops, and how a message is framed (RFC 9110, RFC 9112, RFC 9113).
        "connection keep-alive te trailer transfer-encoding upgrade content-length content-encoding host expect max-forwards http2-settings date "
        + "server",

        // Caches', whose rules are HTTP's; if-match and if-unmodified-since are asked by who changes something.
        "cache-control pragma expires age vary warning if-none-match if-modified-since x-cache x-cache-hits x-served-by surrogate-control",

        // Tracers' and the ids that proxies give requests.
        "traceparent tracestate baggage b3 uber-trace-id sentry-trace request-id x-request-id correlation-id x-correlation-id x-trace-id "
        + "x-amzn-trace-id x-amzn-requestid x-cloud-trace-context elastic-apm-traceparent newrelic server-timing x-client-trace-id",

        // Proxies'.
        "forwarded via alt-svc x-real-ip x-client-ip client-ip true-client-ip x-cluster-client-ip x-original-uri x-original-url x-original-host "
        + "x-scheme x-timer client-cert client-cert-chain x-client-cert",

        // Browsers', and what servers tell these.
        "user-agent referer referrer origin dnt priority save-data upgrade-insecure-requests from strict-transport-security x-frame-options "
        + "x-content-type-options x-xss-protection referrer-policy permissions-policy feature-policy content-security-policy "
        + "content-security-policy-report-only nel report-to reporting-endpoints timing-allow-origin clear-site-data expect-ct sourcemap x-sourcemap "
        + "x-dns-prefetch-control x-download-options x-permitted-cross-domain-policies x-ua-compatible x-powered-by x-aspnet-version "
        + "x-aspnetmvc-version x-runtime");

    // What begins so: content negotiation, browsers, proxies and meshes, tracers, gRPC's own.
    private static readonly byte[][][] Prefixes = ByBeginning(
        "accept sec- proxy- access-control- cross-origin- x-forwarded x-envoy- x-istio- l5d- x-b3- x-ot-span x-datadog- ot-tracer- grpc- cf- cdn- "
        + "cloudfront- fastly- x-amz-cf- x-azure- x-ssl- ssl-client-");

    /// <summary>Whether a name, in small letters, is one of a parameter.</summary>
    public static bool IsParameter(ReadOnlySpan<byte> name)
    {
        foreach (byte[] known in name.Length < Names.Length ? Names[name.Length] : [])
        {
            if (name.SequenceEqual(known))
            {
                return false;
            }
        }

        foreach (byte[] prefix in name.IsEmpty ? [] : Prefixes[Beginning(name)])
        {
            if (name.StartsWith(prefix))
            {
                return false;
            }
        }

        return true;
    }

    // Names of another length, and prefixes with another beginning, are not looked at: what is no parameter is most of what a message has.
    private static byte[][][] ByLength(params string[] groups)
    {
        ILookup<int, byte[]> all = groups.SelectMany(group => group.Split(' ')).Select(Encoding.ASCII.GetBytes).ToLookup(name => name.Length);
        return [.. Enumerable.Range(0, all.Max(group => group.Key) + 1).Select(length => all[length].ToArray())];
    }

    private static byte[][][] ByBeginning(string prefixes)
    {
        ILookup<int, byte[]> all = prefixes.Split(' ').Select(Encoding.ASCII.GetBytes).ToLookup(prefix => Beginning(prefix));
        return [.. Enumerable.Range(0, 2 * (byte.MaxValue + 1)).Select(beginning => all[beginning].ToArray())];
    }

    // The first letter, but of x- the one behind it.
    private static int Beginning(ReadOnlySpan<byte> name) =>
        name.Length > 2 && name[0] == 'x' && name[1] == '-' ? byte.MaxValue + 1 + name[2] : name[0];
}
