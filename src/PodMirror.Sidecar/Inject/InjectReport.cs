using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Inject;

/// <summary>What became of each workload: a line each in columns for people, or a JSON object a line for machines.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="colours">Whether it is coloured.</param>
internal sealed class InjectReport(TextWriter output, bool colours)
{
    private const string Green = "\e[32m";
    private const string Yellow = "\e[33m";
    private const string Faint = "\e[2m";
    private const string Plain = "\e[0m";

    /// <summary>Writes the lines for people.</summary>
    /// <param name="outcomes">What became of each workload.</param>
    /// <param name="foreign">The kinds that are not looked at, and make Pods by the look of them.</param>
    internal void WriteText(IReadOnlyList<(string File, WorkloadOutcome Outcome)> outcomes, IReadOnlyList<string> foreign)
    {
        foreach (string kind in foreign)
        {
            output.WriteLine(
                $"podmirror: {VisibleRunes.Of(kind)} has a Pod template and is a kind that is not looked at: it comes out as it went in");
        }

        if (outcomes.Count == 0)
        {
            string kinds = string.Join(", ", WorkloadKinds.All.Select(kind => kind.Name));
            output.WriteLine($"podmirror: there is no workload in it; looked at are {kinds}, and lists of them");
            return;
        }

        int names = outcomes.Max(one => NameOf(one.Outcome).Length);
        int reasons = outcomes.Max(one => one.Outcome.Reason.Length);
        foreach ((_, WorkloadOutcome outcome) in outcomes)
        {
            output.Write(NameOf(outcome).PadRight(names));
            output.Write($"  {Coloured(outcome.IsChanged ? Green : Yellow, outcome.Reason)}");
            output.Write(new string(' ', reasons - outcome.Reason.Length));
            output.WriteLine($"  {Coloured(Faint, VisibleRunes.Of(outcome.Sentence))}");
            foreach (string warning in outcome.Warnings)
            {
                output.WriteLine($"  {Coloured(Yellow, "warning:")} {VisibleRunes.Of(warning)}");
            }
        }
    }

    /// <summary>Writes the lines for machines.</summary>
    internal void WriteJson(IReadOnlyList<(string File, WorkloadOutcome Outcome)> outcomes)
    {
        using var line = new MemoryStream();
        using var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach ((string file, WorkloadOutcome outcome) in outcomes)
        {
            Write(json, file, outcome);
            json.Flush();
            output.WriteLine(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
            line.SetLength(0);
            json.Reset();
        }
    }

    private static void Write(Utf8JsonWriter json, string file, WorkloadOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("kind", outcome.Workload.Kind.Name);
        json.WriteString("name", outcome.Workload.Name);
        json.WriteString("namespace", outcome.Workload.Namespace);
        json.WriteBoolean("changed", outcome.IsChanged);
        json.WriteString("reason", outcome.Reason);
        json.WriteString("message", outcome.Sentence);
        json.WriteStartArray("warnings");
        foreach (string warning in outcome.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(WorkloadOutcome outcome) =>
        VisibleRunes.Of($"{outcome.Workload.Kind.Name.ToLowerInvariant()}/{outcome.Workload.Name}");

    private string Coloured(string colour, string text) => colours ? colour + text + Plain : text;
}
