using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>What the template of a call is found by.</summary>
/// <param name="Service">What the catalog calls its server: the service, or of an egress call the host that was asked for.</param>
/// <param name="IsHost">Whether it is a host, which the catalog may know with its port.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
internal readonly record struct CallPath(string Service, bool IsHost, string Method, string Path)
{
    // As the catalog calls who does not say.
    private const string UnknownService = "unknown_service";

    /// <summary>That of a call.</summary>
    internal static CallPath Of(LiveRow row) => row.IsEgress
        ? new CallPath(row.Host, IsHost: true, row.Method, row.Path)
        : new CallPath(row.ServiceName.Length > 0 ? row.ServiceName : UnknownService, IsHost: false, row.Method, row.Path);
}
