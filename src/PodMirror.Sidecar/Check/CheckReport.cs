using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodMirror.Sidecar.Check;

/// <summary>Writes the report: lines below headings for people, each as soon as it is known, or one JSON object for machines.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="colours">Whether it is coloured.</param>
internal sealed class CheckReport(TextWriter output, bool colours)
{
    private const string Plain = "\e[0m";
    private const string Faint = "\e[2m";

    private readonly List<CheckLine> _lines = [];

    /// <summary>Whether nothing failed.</summary>
    internal bool IsFine => _lines.All(line => line.Status != CheckStatus.Fail);

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="show">Whether it is written now.</param>
    internal void Add(CheckLine line, bool show)
    {
        if (show)
        {
            if (_lines.Count == 0 || _lines[^1].Category != line.Category)
            {
                output.WriteLine(_lines.Count == 0 ? line.Category : $"\n{line.Category}");
            }

            Write(line);
        }

        _lines.Add(line);
    }

    /// <summary>Writes how many lines came out how.</summary>
    internal void WriteSummary()
    {
        int warnings = Count(CheckStatus.Warn);
        int failures = Count(CheckStatus.Fail);
        output.WriteLine($"\n{Count(CheckStatus.Ok)} ok, {ClusterChecks.Counted(warnings, "warning")}, {ClusterChecks.Counted(failures, "failure")}");
    }

    /// <summary>Writes all lines as an object.</summary>
    internal void WriteJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", IsFine);
            json.WriteStartArray("checks");
            foreach (CheckLine line in _lines)
            {
                json.WriteStartObject();
                json.WriteString("category", line.Category);
                json.WriteString("name", line.Name);
                json.WriteString("status", WordOf(line.Status));
                json.WriteString("message", line.Message);
                json.WriteString("advice", line.Advice);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static string WordOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warn => "warn",
        _ => "fail",
    };

    private void Write(CheckLine line)
    {
        string colour = line.Status switch
        {
            CheckStatus.Ok => "\e[32m",
            CheckStatus.Warn => "\e[33m",
            _ => "\e[31m",
        };
        output.WriteLine($"  {Coloured(colour, WordOf(line.Status).PadRight(4))}  {VisibleRunes.Of(line.Message)}");
        if (line.Advice is { } advice)
        {
            output.WriteLine($"        {Coloured(Faint, VisibleRunes.Of(advice))}");
        }
    }

    private int Count(CheckStatus status) => _lines.Count(line => line.Status == status);

    private string Coloured(string colour, string text) => colours ? colour + text + Plain : text;
}
