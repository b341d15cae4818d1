using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// What a scalar means, as kubectl reads it (sigs.k8s.io/yaml): the words of YAML 1.1, among them yes, no, on and off, without quotes.
/// </summary>
internal static class YamlScalars
{
    private const string CoreTag = "tag:yaml.org,2002:";

    /// <summary>The value of a scalar.</summary>
    /// <exception cref="YamlException">It has none that JSON can hold, or not that of its tag.</exception>
    internal static JsonNode? Read(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty)
        {
            return ReadTagged(scalar);
        }

        return scalar.Style == ScalarStyle.Plain ? Resolve(scalar) : scalar.Value;
    }

    /// <summary>
    /// The text of a key: one that is a whole number or a word becomes its text, as in <c>on: push</c>, where it is <c>true</c>. Null of what JSON
    /// cannot have as a key, and of fractions, of which nobody expects what kubectl makes.
    /// </summary>
    internal static string? KeyOf(JsonNode? key) => key?.GetValueKind() switch
    {
        JsonValueKind.String => key.GetValue<string>(),
        JsonValueKind.True or JsonValueKind.False => key.ToJsonString(),
        JsonValueKind.Number when key.AsValue().TryGetValue(out long _) => key.ToJsonString(),
        _ => null,
    };

    private static JsonNode? ReadTagged(Scalar scalar)
    {
        string tag = scalar.Tag.IsNonSpecific ? "" : scalar.Tag.Value;
        JsonValueKind[] wanted = tag switch
        {
            CoreTag + "null" => [JsonValueKind.Null],
            CoreTag + "bool" => [JsonValueKind.True, JsonValueKind.False],
            CoreTag + "int" or CoreTag + "float" => [JsonValueKind.Number],
            CoreTag + "binary" => throw new YamlException(scalar.Start, scalar.Start, "!!binary has no place in a manifest"),
            _ => [],
        };
        if (wanted.Length == 0)
        {
            return scalar.Value;
        }

        JsonNode? value = Resolve(scalar);
        return wanted.Contains(value?.GetValueKind() ?? JsonValueKind.Null)
            ? value
            : throw new YamlException(scalar.Start, scalar.Start, $"'{scalar.Value}' is no !!{tag[CoreTag.Length..]}");
    }

    private static JsonNode? Resolve(Scalar scalar)
    {
        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return true;
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return false;
            case ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF":
                throw new YamlException(scalar.Start, scalar.Start, $"{scalar.Value} is a number that JSON does not have");
            default:
                return YamlNumbers.TryRead(scalar.Value, out JsonNode? number) ? number : scalar.Value;
        }
    }
}
