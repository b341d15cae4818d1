using System.CommandLine;

namespace PodMirror.Sidecar;

/// <summary>Options of which each can also be given by an environment variable; the option wins.</summary>
internal static class SettingOption
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name, with both hyphens.</param>
    /// <param name="value">What the help calls its value.</param>
    /// <param name="description">What it does, with its default in brackets.</param>
    internal static Option<string?> Make(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    /// <summary>The text of a setting, and the name by which the user gave it; null text when neither way was used.</summary>
    internal static (string? Text, string Name) Find(ParseResult result, Option<string?> option)
    {
        string variable = VariableOf(option.Name);
        return result.GetValue(option) is { } text ? (text, option.Name) : (Variable(variable), variable);
    }

    /// <summary>The environment variable of an option: <c>--ring-bytes</c> is <c>PODMIRROR_RING_BYTES</c>.</summary>
    internal static string VariableOf(string option) => "PODMIRROR" + option[1..].Replace('-', '_').ToUpperInvariant();

    /// <summary>The value of a variable. An empty one is as good as none, as in the OpenTelemetry specification.</summary>
    internal static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
