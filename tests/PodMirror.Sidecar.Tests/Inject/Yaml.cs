using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

/// <summary>YAML in tests.</summary>
internal static class Yaml
{
    /// <summary>The data of the only document of a text.</summary>
    public static JsonNode? Read(string text) => Assert.Single(ReadAll(text).Documents).Data;

    /// <summary>A text of which every document is wanted.</summary>
    public static Manifest ReadAll(string text)
    {
        Assert.True(TryRead(Encoding.UTF8.GetBytes(text), out Manifest? manifest, out ManifestFault? fault), fault?.ToString());
        return manifest!;
    }

    /// <summary>Where and why a text cannot be read.</summary>
    public static string FaultOf(string text)
    {
        Assert.False(TryRead(Encoding.UTF8.GetBytes(text), out _, out ManifestFault? fault));
        return $"{fault!.Line}:{fault.Column}: {fault.Reason}";
    }

    public static bool TryRead(byte[] bytes, out Manifest? manifest, out ManifestFault? fault) =>
        ManifestText.TryRead(bytes, (_, _) => true, out manifest, out fault);
}
