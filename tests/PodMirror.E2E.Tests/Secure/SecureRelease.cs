using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Secure;

/// <summary>A release whose receivers ask for a certificate and a token, which each mirrored namespace has in one Secret, or has not.</summary>
public sealed class SecureRelease(Cluster cluster) : IAsyncLifetime
{
    private const string ReceiverSecret = "podmirror-receiver";
    private const string SenderSecret = "podmirror-sender";

    private readonly Authority _authority = new();

    /// <summary>The token.</summary>
    internal string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async ValueTask InitializeAsync()
    {
        if (!Stage.HasCluster)
        {
            return;
        }

        (string certificate, string key) = _authority.Issue($"podmirror.{Release.Namespace}.svc");
        await ApplyAsync(
            Release.Namespace, ReceiverSecret, ("tls.crt", certificate), ("tls.key", key), ("ca.crt", _authority.Pem), ("tokens", Token));
        await Release.SecureAsync(cluster);

        // The agent of before, on its way out, would still inject Pods by the settings of before.
        await Release.ScaleAsync(cluster, 1);
    }

    public async ValueTask DisposeAsync()
    {
        _authority.Dispose();
        if (Stage.HasCluster)
        {
            await Release.InstallAsync(cluster);
            await Kubectl.RunAsync($"-n {Release.Namespace} delete secret {ReceiverSecret}");
        }
    }

    /// <summary>Gives a namespace what its sidecars need.</summary>
    internal Task AdmitAsync(string space)
    {
        (string certificate, string key) = _authority.Issue("tme");
        return ApplyAsync(space, SenderSecret, ("tls.crt", certificate), ("tls.key", key), ("ca.crt", _authority.Pem), ("token", Token));
    }

    private static async Task ApplyAsync(string space, string name, params (string Key, string Value)[] data)
    {
        var secret = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space },
            ["stringData"] = new JsonObject(data.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        };
        await Kubectl.RunAsync("apply -f -", secret.ToJsonString());
    }
}
