using System.Net;
using PodMirror.Agent.Page;

namespace PodMirror.Agent.Api;

/// <summary>
/// Stands before everything on the web port. It sets the headers that keep attackers' payloads from becoming script, and it refuses foreign Host
/// names on loopback: a web page anywhere can point a name of its own at 127.0.0.1 and read what is there (DNS rebinding).
/// </summary>
internal sealed class WebGuard(IReadOnlyList<string> hosts)
{
    // The address of reports is relative, as the page's own are: a proxy may serve it below a path of its own.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri " + PolicyReports.RelativePath;

    /// <summary>Sets the headers of every answer; the problem, when the request must not be answered.</summary>
    public Problem? Admit(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        bool loopback = context.Connection.LocalIpAddress is { } address && IPAddress.IsLoopback(address);
        return loopback && !IsLocalName(context.Request.Host.Host) && !hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
            ? new Problem(
                StatusCodes.Status421MisdirectedRequest,
                "Unknown host",
                "on a loopback address the Host is localhost or an IP address; name others with --web-host")
            : null;
    }

    /// <summary>No Host at all is HTTP/1.0 and no browser.</summary>
    private static bool IsLocalName(string host) =>
        host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);
}
