using System.Buffers;
using System.Text;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>
/// The Secret that all replicas share: <c>tls.crt</c> and <c>tls.key</c> are the authority that signs now, <c>ca.crt</c> is everything that is to be
/// trusted. Labels, owners and whatever else it carries stay as they are.
/// </summary>
/// <param name="Version">The resourceVersion that was read.</param>
/// <param name="Certificate">The authority's certificate, in PEM; empty when there is none.</param>
/// <param name="Key">Its key, in PEM; empty when there is none.</param>
/// <param name="Bundle">What is to be trusted, in PEM.</param>
internal sealed record AuthoritySecret(string Version, string Certificate, string Key, string Bundle)
{
    /// <summary>Reads a Secret object. What is no PEM is read as empty, and made anew.</summary>
    public static AuthoritySecret Read(JsonElement secret)
    {
        JsonElement data = Get(secret, "data");
        return new(Text(Get(secret, "metadata"), "resourceVersion"), Pem(data, "tls.crt"), Pem(data, "tls.key"), Pem(data, "ca.crt"));
    }

    /// <summary>Writes the merge patch that puts this into the Secret, if that is still as it was read.</summary>
    public ReadOnlyMemory<byte> WritePatch()
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", Version);
        json.WriteEndObject();
        json.WriteStartObject("data");
        json.WriteBase64String("tls.crt", Encoding.ASCII.GetBytes(Certificate));
        json.WriteBase64String("tls.key", Encoding.ASCII.GetBytes(Key));
        json.WriteBase64String("ca.crt", Encoding.ASCII.GetBytes(Bundle));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static string Pem(JsonElement data, string key) =>
        Get(data, key) is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out byte[]? bytes)
            ? Encoding.ASCII.GetString(bytes)
            : "";
}
