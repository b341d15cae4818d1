using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Kubernetes;

/// <summary>What an exec plugin is told and answers: an ExecCredential.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Expires">When it is no longer good; null is never.</param>
internal sealed record ExecCredential(KubeCredential Credential, DateTimeOffset? Expires)
{
    /// <summary>Reads an answer.</summary>
    /// <param name="json">What the plugin wrote.</param>
    /// <param name="version">The version that it should be of.</param>
    /// <exception cref="KubeException">It is none.</exception>
    internal static ExecCredential Read(ReadOnlyMemory<byte> json, string version)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (Text(root, "kind") != "ExecCredential" || Text(root, "apiVersion") != version)
            {
                throw new KubeException($"what it wrote is no ExecCredential of {version}");
            }

            return OfStatus(Get(root, "status"));
        }
        catch (JsonException fault)
        {
            throw new KubeException("what it wrote is no JSON", fault);
        }
    }

    /// <summary>What a plugin is told, in the variable KUBERNETES_EXEC_INFO.</summary>
    internal static string Describe(ExecSettings settings)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("kind", "ExecCredential");
            json.WriteString("apiVersion", settings.ApiVersion);
            json.WriteStartObject("spec");
            if (settings.Cluster is { } cluster)
            {
                WriteCluster(json, cluster);
            }

            json.WriteBoolean("interactive", false);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void WriteCluster(Utf8JsonWriter json, KubeTarget cluster)
    {
        json.WriteStartObject("cluster");
        json.WriteString("server", cluster.Server.AbsoluteUri.TrimEnd('/'));
        if (cluster.ServerName is { } name)
        {
            json.WriteString("tls-server-name", name);
        }

        if (cluster.SkipsVerification)
        {
            json.WriteBoolean("insecure-skip-tls-verify", true);
        }

        if (cluster.Authorities is { } authorities)
        {
            json.WriteBase64String("certificate-authority-data", Encoding.ASCII.GetBytes(authorities.ExportCertificatePems() + "\n"));
        }

        if (cluster.Proxy is { } proxy)
        {
            json.WriteString("proxy-url", proxy.OriginalString);
        }

        json.WriteNull("config");
        json.WriteEndObject();
    }

    private static ExecCredential OfStatus(JsonElement status)
    {
        string token = Text(status, "token");
        string certificate = Text(status, "clientCertificateData");
        string key = Text(status, "clientKeyData");
        if (token.Length + certificate.Length == 0)
        {
            throw new KubeException("it gave neither a token nor a client certificate");
        }

#pragma warning disable CA2000 // connections use it as long as they live
        X509Certificate2? whole = certificate.Length == 0 ? null : KubeconfigUser.Certificate(certificate, key);
#pragma warning restore CA2000
        string expires = Text(status, "expirationTimestamp");
        bool ends = DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end);
        return new ExecCredential(new KubeCredential(token.Length == 0 ? null : KubeCredential.Bearer(token), whole), ends ? end : null);
    }
}
