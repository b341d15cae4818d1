using System.Globalization;

namespace PodMirror.Fuzz;

/// <summary>What a run does, from its arguments. The driver passes the same arguments on to its children, with a target.</summary>
internal sealed record FuzzOptions
{
    private const string Usage =
        "PodMirror.Fuzz --root DIR [--seconds N] [--seed N] [--parallel N] [--filter TEXT] [--keep] [--assembly FILE --target NAME]";

    /// <summary>The repository's root.</summary>
    public string Root { get; init; } = "";

    /// <summary>How long each target is fuzzed, once its corpus has been replayed.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>The seed of every choice that the mutator makes.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>How many targets run at a time.</summary>
    public int Parallel { get; init; } = 2;

    /// <summary>Parts of names, separated by commas: only targets with one of them in their name, and none with one behind a minus.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether inputs that reached new code are added to the corpus that the repository keeps.</summary>
    public bool Keep { get; init; }

    /// <summary>In a child: the instrumented test assembly.</summary>
    public string Assembly { get; init; } = "";

    /// <summary>In a child: the target's full type name.</summary>
    public string Target { get; init; } = "";

    /// <summary>Reads the arguments; false with a message when they are not understood.</summary>
    public static bool TryParse(string[] args, out FuzzOptions options, out string problem)
    {
        options = new FuzzOptions();
        problem = "";
        for (int i = 0; i < args.Length; i++)
        {
            bool flag = args[i] == "--keep";
            string value = flag || i + 1 == args.Length ? "" : args[++i];
            FuzzOptions? next = flag ? options with { Keep = true } : options.With(args[flag ? i : i - 1], value);
            if (next is null)
            {
                problem = $"not understood: {string.Join(' ', args)}{Environment.NewLine}usage: {Usage}";
                return false;
            }

            options = next;
        }

        problem = options.Root.Length == 0 ? $"--root is missing{Environment.NewLine}usage: {Usage}" : "";
        return problem.Length == 0;
    }

    /// <summary>Whether a target is one of those that were asked for.</summary>
    public bool Takes(string name)
    {
        string[] parts = Filter.Split(',', StringSplitOptions.RemoveEmptyEntries);
        bool isWanted = parts.All(static part => part[0] == '-')
            || parts.Any(part => part[0] != '-' && name.Contains(part, StringComparison.OrdinalIgnoreCase));
        return isWanted && !parts.Any(part => part[0] == '-' && name.Contains(part[1..], StringComparison.OrdinalIgnoreCase));
    }

    private FuzzOptions? With(string name, string value) => name switch
    {
        "--root" when value.Length > 0 => this with { Root = Path.GetFullPath(value) },
        "--filter" => this with { Filter = value },
        "--assembly" when value.Length > 0 => this with { Assembly = value },
        "--target" when value.Length > 0 => this with { Target = value },
        "--seconds" when Number(value) is int n => this with { Seconds = n },
        "--seed" when Number(value) is int n => this with { Seed = n },
        "--parallel" when Number(value) is int n and > 0 => this with { Parallel = n },
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : null;
}
