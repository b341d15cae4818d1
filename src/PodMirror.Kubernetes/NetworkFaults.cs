using System.Net.Sockets;
using System.Security.Authentication;

namespace PodMirror.Kubernetes;

/// <summary>Words for what stood between us and a server.</summary>
public static class NetworkFaults
{
    /// <summary>One line without a stop.</summary>
    /// <param name="fault">What a request threw.</param>
    /// <param name="refusal">Why the server's certificate was refused, when it was.</param>
    public static string Of(Exception fault, string? refusal)
    {
        Exception[] causes = [.. Causes(fault)];
        if (causes.Any(cause => cause is AuthenticationException))
        {
            return refusal ?? "there is no TLS connection: it speaks no TLS, or it refuses our certificate";
        }

        return causes.OfType<SocketException>().LastOrDefault() is { } socket ? OfSocket(socket.SocketErrorCode) : OfHttp(causes);
    }

    /// <summary>Whether an answer was larger than it may be.</summary>
    internal static bool IsTooLarge(Exception fault) => ErrorOf([fault]) == HttpRequestError.ConfigurationLimitExceeded;

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static HttpRequestError ErrorOf(IEnumerable<Exception> causes) => causes
        .Select(cause => cause switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => HttpRequestError.Unknown,
        })
        .FirstOrDefault(error => error != HttpRequestError.Unknown);

    private static string OfHttp(Exception[] causes) => ErrorOf(causes) switch
    {
        HttpRequestError.NameResolutionError => "there is no such host",
        HttpRequestError.ConnectionError => "there is no connection",
        HttpRequestError.SecureConnectionError => "there is no TLS connection",
        HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse => "what answers there speaks no HTTP",
        HttpRequestError.ResponseEnded => "it broke off its answer",
        HttpRequestError.ProxyTunnelError => "the proxy does not lead there",
        HttpRequestError.Unknown => FaultWords.OfType(causes[^1]),
        HttpRequestError other => FaultWords.OfName(other.ToString()),
    };

    private static string OfSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "Connection refused",
        SocketError.HostNotFound or SocketError.NoData => "there is no such host",
        SocketError.TryAgain => "its name cannot be looked up at the moment",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route leads there",
        SocketError.TimedOut => "the connection timed out",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => "it broke the connection off",
        _ => FaultWords.OfName(error.ToString()),
    };
}
