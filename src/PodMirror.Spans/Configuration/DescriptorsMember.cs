using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>The member <c>descriptors</c> of a scope: a set of descriptors in base64.</summary>
internal static class DescriptorsMember
{
    internal const string Name = "descriptors";

    internal static ConfigScope Read(ref ConfigReader reader, ConfigScope scope)
    {
        if (reader.ReadBase64("a set of descriptors in base64 was expected") is not { } bytes)
        {
            return scope;
        }

        DescriptorSet? set = DescriptorSet.TryRead(bytes, out string? fault);
        if (set is null)
        {
            reader.Fail($"descriptors: {fault}");
            return scope;
        }

        return scope with { Descriptors = set, DescriptorsBytes = bytes };
    }

    internal static void Write(Utf8JsonWriter json, ConfigScope scope)
    {
        if (scope.Descriptors is not null)
        {
            // Base64 as it is: as a string its plus signs would be escaped, and the document outgrow its bound.
            json.WriteBase64String(Name, scope.DescriptorsBytes);
        }
    }
}
