using System.CommandLine;
using System.CommandLine.Parsing;

namespace PodMirror.Sidecar;

/// <summary>What several commands ask of their options and files.</summary>
internal static class OptionRules
{
    /// <summary>The name of standard input among files.</summary>
    internal const string StandardInput = "-";

    /// <summary>Makes values of an option an error.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isWrong">Which values.</param>
    /// <param name="wanted">What a value must be.</param>
    internal static void Refuse(Option option, Predicate<string> isWrong, string wanted) => option.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens.Where(token => isWrong(token.Value)))
        {
            result.AddError($"{option.Name} '{token.Value}' is not {wanted}");
        }
    });

    /// <summary>What is wrong with the files of a command line that has no other errors; null when nothing is.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="argument">The files that stand for themselves.</param>
    /// <param name="others">Files that an option named.</param>
    internal static string? FaultOfFiles(ParseResult parsed, Argument<string[]> argument, params IEnumerable<string> others)
    {
        IReadOnlyList<Token> files = parsed.GetResult(argument)?.Tokens ?? [];

        // Whatever the parser does not know as an option it takes for a file. Behind -- everything is meant as one.
        int named = parsed.Tokens.Any(IsDoubleDash) ? parsed.Tokens.Reverse().TakeWhile(token => !IsDoubleDash(token)).Count() : 0;
        foreach (Token file in files.SkipLast(named))
        {
            if (file.Value.Length > 1 && file.Value[0] == '-')
            {
                return $"{file.Value}: no such option; a file of that name is ./{file.Value}";
            }
        }

        return files.Select(file => file.Value).Concat(others).Count(file => file == StandardInput) > 1
            ? "-: standard input can be read only once"
            : null;
    }

    private static bool IsDoubleDash(Token token) => token.Type == TokenType.DoubleDash;
}
