using System.Globalization;
using System.Text.RegularExpressions;

namespace PodMirror.Bench.Load;

/// <summary>
/// A line of tshark's fields http.request.uri, http.response.code, http.response_for.uri and http.response.line. A response that tshark found
/// the request of names it, so that such a line is a pair; a request's own line counts for nothing.
/// </summary>
internal static partial class TsharkOutput
{
    /// <summary>Reads a line.</summary>
    public static Seen Read(string line)
    {
        string[] fields = line.Split('\t');
        if (fields.Length < 4 || fields[1].Length == 0)
        {
            return Seen.Nothing;
        }

        return new Seen(Number(fields[2], Target()), Number(fields[3], RequestId()), false, null);
    }

    private static int Number(string text, Regex pattern) =>
        pattern.Match(text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex(@"/r/(\d+)$")]
    private static partial Regex Target();

    [GeneratedRegex(@"X-Request-Id: (\d+)")]
    private static partial Regex RequestId();
}
