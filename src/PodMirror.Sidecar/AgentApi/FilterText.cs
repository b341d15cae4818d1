namespace PodMirror.Sidecar.AgentApi;

/// <summary>The filter that the agent is asked by: what the user wrote, and the namespaces as a term behind it, so that positions stay.</summary>
internal static class FilterText
{
    /// <summary>The two together; empty when there is neither.</summary>
    internal static string Of(string? filter, IReadOnlyList<string> namespaces)
    {
        string term = namespaces.Count == 0 ? "" : "namespace:" + string.Join(',', namespaces.Select(Quoted));
        return string.Join(' ', new[] { filter ?? "", term }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    /// <summary>The filter as a parameter, with what stands before it.</summary>
    internal static string Parameter(string filter, char before) => filter.Length == 0 ? "" : $"{before}filter={Uri.EscapeDataString(filter)}";

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
