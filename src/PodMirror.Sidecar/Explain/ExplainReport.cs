using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>Writes an explanation: as a table for people, or as one JSON object for machines.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="colours">Whether it is coloured.</param>
internal sealed class ExplainReport(TextWriter output, bool colours)
{
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Plain = "\e[0m";

    /// <summary>Writes the table: a plus before what speaks for it, a minus before what speaks against it.</summary>
    internal void WriteText(Explanation explanation)
    {
        output.WriteLine(VisibleRunes.Of($"{explanation.Target} in namespace {explanation.Namespace}: {explanation.Headline}"));
        output.WriteLine();
        int topics = explanation.Lines.Max(line => line.Topic.Length);
        foreach (ExplainLine line in explanation.Lines)
        {
            string sign = line.IsFor switch
            {
                true => Coloured(Green, "+"),
                false => Coloured(Red, "-"),
                null => " ",
            };
            output.WriteLine($"  {sign} {line.Topic.PadRight(topics)}  {VisibleRunes.Of(line.Text)}");
        }
    }

    /// <summary>Writes the object.</summary>
    internal void WriteJson(Explanation explanation)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("target", explanation.Target);
            json.WriteString("namespace", explanation.Namespace);
            WriteBoolean(json, "injected", explanation.IsInjected);
            WriteBoolean(json, "present", explanation.IsPresent);
            json.WriteString("reason", explanation.Decision?.Reason.Word());
            json.WriteString("detail", explanation.Decision?.Detail);
            json.WriteString("mode", explanation.Decision is { IsInjected: true } injected ? injected.Mode.Word() : null);
            json.WriteString("message", explanation.Headline);
            WriteLines(json, explanation.Lines);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static void WriteLines(Utf8JsonWriter json, IReadOnlyList<ExplainLine> lines)
    {
        json.WriteStartArray("why");
        foreach (ExplainLine line in lines)
        {
            json.WriteStartObject();
            json.WriteString("topic", line.Topic);
            WriteBoolean(json, "for", line.IsFor);
            json.WriteString("message", line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBoolean(Utf8JsonWriter json, string name, bool? value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value switch { true => "true", false => "false", null => "null" });
    }

    private string Coloured(string colour, string text) => colours ? colour + text + Plain : text;
}
