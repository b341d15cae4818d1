using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace PodMirror.Agent.Api;

/// <summary>
/// The parameters of a query, each of which the path has, and comes once: what is silently left out would show, or change, the wrong things.
/// </summary>
internal sealed class StrictQuery
{
    /// <summary>The most rows of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Rows of a page when nobody says how many.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Characters of a value: more than a template may have.</summary>
    private const int MaxLength = 2048;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The words for true and false.</summary>
    public static IReadOnlyList<string> Truths { get; } = ["true", "false"];

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="names">The parameters that there are.</param>
    /// <param name="values">What it says.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static Problem? TryRead(IQueryCollection query, IReadOnlyList<string> names, out StrictQuery values)
    {
        values = new StrictQuery();
        foreach ((string name, StringValues texts) in query)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                string known = names.Count == 0 ? "there are none here" : "there are " + string.Join(", ", names);
                return Problem.OfParameter(name, $"there is no such parameter; {known}");
            }

            if (texts.Count != 1 || texts[0] is not { Length: > 0 and <= MaxLength } text)
            {
                return Problem.OfParameter(name, $"give it once, with 1 to {MaxLength} characters");
            }

            values._values.Add(name, text);
        }

        return null;
    }

    /// <summary>A parameter's value; null when it is not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>Reads a parameter that has to be one of some words.</summary>
    public Problem? TryRead(string name, IReadOnlyList<string> words, out string? word)
    {
        word = Text(name);
        return word is null || words.Contains(word, StringComparer.Ordinal) ? null : Problem.OfParameter(name, "write " + string.Join(", ", words));
    }

    /// <summary>Reads a parameter that has to be a whole number.</summary>
    public Problem? TryRead(string name, int least, int most, int fallback, out int number)
    {
        number = fallback;
        return Text(name) is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most)
            ? null
            : Problem.OfParameter(name, $"write a number from {least} to {most}");
    }
}
