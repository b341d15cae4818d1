using System.Globalization;

namespace PodMirror.Bench.Load;

/// <summary>A line of the log of bench/http2-load.</summary>
/// <param name="StartNs">When it began, nanoseconds since 1970.</param>
/// <param name="Path">What was asked.</param>
/// <param name="Status">What was answered.</param>
internal sealed record Http2Call(long StartNs, string Path, int Status)
{
    /// <summary>Reads a log, by number.</summary>
    public static Dictionary<int, Http2Call> Load(string path) => File.ReadLines(path)
        .Select(line => line.Split('\t'))
        .ToDictionary(
            cells => int.Parse(cells[0], CultureInfo.InvariantCulture),
            cells => new Http2Call(
                long.Parse(cells[1], CultureInfo.InvariantCulture), cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture)));
}
