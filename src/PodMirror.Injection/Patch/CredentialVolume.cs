using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// The volume with the certificates and the token of tme: one, projected out of all the objects that the settings name, and mounted into tme alone.
/// </summary>
internal static class CredentialVolume
{
    /// <summary>Where it is in tme.</summary>
    internal const string MountPath = "/var/run/podmirror";

    /// <summary>The authorities that are trusted; the key of an object, and a file.</summary>
    internal const string Authorities = "ca.crt";

    /// <summary>The certificate that is shown.</summary>
    internal const string Certificate = "tls.crt";

    /// <summary>Its key.</summary>
    internal const string Key = "tls.key";

    /// <summary>The token.</summary>
    internal const string Token = "token";

    private const string Name = "podmirror-credentials";

    // 0444. The files are root's and so is their group: without an fsGroup, which is the Pod's and would change its other volumes, tme reads them as
    // anybody may. Anybody is tme: no other container has the volume, and on the node the kubelet's folders above it are closed to all but root.
    private const int ReadableByAll = 292;

    /// <summary>The path of a file in tme.</summary>
    internal static string PathOf(string file) => $"{MountPath}/{file}";

    /// <summary>A name that no volume of the Pod has: always the same one for the same Pod.</summary>
    internal static string NameIn(PodView pod)
    {
        HashSet<string?> taken = [.. Items(Get(pod.Spec, "volumes")).Select(volume => Text(Get(volume, "name")))];
        int number = 1;
        string name = Name;
        while (taken.Contains(name))
        {
            number++;
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}-{number}");
        }

        return name;
    }

    /// <summary>
    /// Writes the volume. Everything in it is optional: the kubelet starts no container of a Pod while something that is not is missing, and an
    /// application does not wait for our Secrets. What comes later, it puts there.
    /// </summary>
    internal static void Write(Utf8JsonWriter json, string name, TmeCredentials credentials)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("projected");
        json.WriteNumber("defaultMode", ReadableByAll);
        json.WriteStartArray("sources");
        WriteSource(json, "configMap", credentials.CaConfigMap, Authorities);
        WriteSource(json, "secret", credentials.CaSecret, Authorities);
        WriteSource(json, "secret", credentials.ClientCertificateSecret, Certificate, Key);
        WriteSource(json, "secret", credentials.TokenSecret, Token);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The keys by name: what else is in the object is none of our business.
    private static void WriteSource(Utf8JsonWriter json, string kind, string? name, params ReadOnlySpan<string> keys)
    {
        if (name is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteString("name", name);
        json.WriteBoolean("optional", true);
        json.WriteStartArray("items");
        foreach (string key in keys)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("path", key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
