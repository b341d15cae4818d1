using System.Buffers;
using System.Text;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>Our MutatingWebhookConfiguration, of which only what is trusted matters here.</summary>
/// <param name="Webhooks">The name and the caBundle, decoded, of each webhook.</param>
internal sealed record Registration(IReadOnlyList<(string Name, string Bundle)> Webhooks)
{
    /// <summary>Reads the object.</summary>
    public static Registration Read(JsonElement item) => new([.. Items(Get(item, "webhooks")).Select(ReadWebhook)]);

    /// <summary>Whether an authority is trusted by every webhook.</summary>
    public bool Trusts(string certificate) =>
        Webhooks.Count > 0 && Webhooks.All(webhook => webhook.Bundle.Contains(certificate, StringComparison.Ordinal));

    /// <summary>
    /// Writes the strategic merge patch that gives every webhook the bundle, and changes nothing else; null when all have it.
    /// </summary>
    public ReadOnlyMemory<byte>? WritePatch(string bundle)
    {
        if (Webhooks.All(webhook => webhook.Bundle == bundle))
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartArray("webhooks");
        foreach ((string name, _) in Webhooks)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteStartObject("clientConfig");
            json.WriteBase64String("caBundle", Encoding.ASCII.GetBytes(bundle));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static (string Name, string Bundle) ReadWebhook(JsonElement webhook) =>
        (Text(webhook, "name"), CertificateBundle.Decode(Text(Get(webhook, "clientConfig"), "caBundle")));
}
