using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>
/// Reads rules from a document of JSON, strictly: what is not known is a fault, as a rule that is misspelt would hide nothing. The members
/// are in docs/redaction.md.
/// </summary>
public static class RedactionDocument
{
    /// <summary>Bytes of a document: thousands of names, and still read in a moment.</summary>
    public const int MaxBytes = 1024 * 1024;

    // A list, an entry in it, and a member of that.
    private const int MaxDepth = 5;

    /// <summary>Reads rules.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="rules">The rules; the built-in ones when there is a fault.</param>
    /// <param name="fault">What is wrong, and where: <c>line 3, column 5: …</c>; empty when nothing is.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out RedactionRules rules, out string fault)
    {
        rules = RedactionRules.Default;
        if (utf8.Length > MaxBytes)
        {
            fault = $"longer than {MaxBytes} bytes";
            return false;
        }

        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        var reader = new DocumentReader(utf8, MaxDepth);
        var lists = new RuleLists();
        try
        {
            RuleMembers.Read(ref reader, lists);
        }
        catch (JsonException e)
        {
            // Of this parser's own: positions are from 0, and the text repeats them.
            fault = DocumentReader.FaultAt(e.LineNumber ?? 0, e.BytePositionInLine ?? 0, "no valid JSON");
            return false;
        }
        catch (InvalidOperationException)
        {
            // What the library says to a string that is no Unicode.
            reader.Fail("no valid text");
        }

        if (reader.Fault is { } found)
        {
            fault = found;
            return false;
        }

        fault = "";
        rules = new RedactionRules(lists);
        return true;
    }
}
