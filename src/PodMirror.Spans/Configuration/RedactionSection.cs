namespace PodMirror.Spans;

/// <summary>The redaction rules inside a document.</summary>
internal static class RedactionSection
{
    /// <summary>Reads them.</summary>
    /// <param name="utf8">An object of JSON.</param>
    /// <param name="rules">The rules; the built-in ones when there is a fault.</param>
    /// <param name="fault">What is wrong; empty when nothing is.</param>
    internal static bool TryParse(ReadOnlySpan<byte> utf8, out RedactionRules rules, out string fault)
    {
        // An empty one says what is true anyhow: the built-in rules hold.
        rules = RedactionRules.Default;
        bool isEmpty = utf8[1..^1].Trim(" \t\r\n"u8).IsEmpty;
        fault = isEmpty ? "" : "rules in a document are not read by this version";
        return isEmpty;
    }
}
