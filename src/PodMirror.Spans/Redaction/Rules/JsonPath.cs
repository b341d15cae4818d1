using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// A path of a rule: <c>$.a.b[*].c</c>, <c>$['a b'].*</c>. The part of RFC 9535 that names one place of every document of a kind:
/// names and wildcards; no index, slice, filter or descent.
/// </summary>
internal sealed class JsonPath
{
    /// <summary>Steps of a path: deeper documents exist, places worth naming in a rule do not.</summary>
    internal const int MaxSteps = 32;

    private JsonPath(IReadOnlyList<byte[]?> steps) => Steps = steps;

    /// <summary>The names of its steps; null for any member or element.</summary>
    internal IReadOnlyList<byte[]?> Steps { get; }

    /// <summary>Reads a path.</summary>
    internal static bool TryParse(string text, out JsonPath? path)
    {
        path = null;
        var steps = new List<byte[]?>();
        if (!text.StartsWith('$'))
        {
            return false;
        }

        int at = 1;
        while (at < text.Length)
        {
            if (steps.Count == MaxSteps || !TryStep(text, ref at, out byte[]? step))
            {
                return false;
            }

            steps.Add(step);
        }

        path = new JsonPath(steps);
        return steps.Count > 0;
    }

    private static bool TryStep(string text, ref int at, out byte[]? step)
    {
        string rest = text[at..];
        step = null;
        if (rest.StartsWith("[*]", StringComparison.Ordinal))
        {
            at += 3;
            return true;
        }

        if (rest.StartsWith("['", StringComparison.Ordinal))
        {
            int close = rest.IndexOf("']", StringComparison.Ordinal);
            if (close < 0)
            {
                return false;
            }

            at += close + 2;
            step = Encoding.UTF8.GetBytes(rest[2..close]);
            return true;
        }

        if (rest[0] != '.')
        {
            return false;
        }

        int end = rest.AsSpan(1).IndexOfAny('.', '[');
        string name = end < 0 ? rest[1..] : rest[1..(end + 1)];
        at += name.Length + 1;
        step = name == "*" ? null : Encoding.UTF8.GetBytes(name);
        return name.Length > 0;
    }
}
