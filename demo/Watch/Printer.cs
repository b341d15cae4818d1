using System.Globalization;
using System.Text.Json;

namespace PodMirror.Demo.Watch;

/// <summary>Prints a call as one line: when, how it went, how long it took, whose, what; in red when it failed.</summary>
internal sealed class Printer(TextWriter output, bool colour)
{
    /// <summary>Prints a row of the agent's live stream.</summary>
    public void Print(string row)
    {
        using JsonDocument document = JsonDocument.Parse(row);
        JsonElement call = document.RootElement;
        DateTimeOffset time = call.GetProperty("time").GetDateTimeOffset();
        string way = call.GetProperty("direction").GetString() == "egress" ? "->" : "<-";
        string target = $"{call.GetProperty("service").GetString(),9} {way} "
            + $"{call.GetProperty("method").GetString(),-6} {call.GetProperty("path").GetString()}";
        string status = call.GetProperty("status") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : "-";
        double ms = call.GetProperty("duration_ns").GetInt64() / 1e6;
        string anomalies = string.Join(' ', call.GetProperty("anomalies").EnumerateArray().Select(a => a.GetString()));
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{time.ToLocalTime():HH:mm:ss.fff}  {status,3}  {ms,8:F1} ms  {target}  {anomalies}").TrimEnd();
        output.WriteLine(colour && status[0] is '4' or '5' ? $"\e[31m{line}\e[0m" : line);
    }
}
