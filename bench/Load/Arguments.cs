using System.Globalization;
using System.Net;

namespace PodMirror.Bench.Load;

/// <summary>A command and its <c>--name value</c> pairs. What is wrong with them is an <see cref="ArgumentException"/>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Arguments(string[] args)
    {
        Command = args.Length > 0 ? args[0] : "";
        for (int i = 1; i + 1 < args.Length; i += 2)
        {
            _values[args[i]] = args[i + 1];
        }
    }

    /// <summary>The first word; empty when there is none.</summary>
    public string Command { get; }

    /// <summary>A value that must be there, or its default.</summary>
    public string Text(string name, string? otherwise = null) =>
        _values.GetValueOrDefault(name) ?? otherwise ?? throw new ArgumentException($"{name} is missing");

    /// <summary>A whole number, or its default.</summary>
    public int Number(string name, int? otherwise = null) =>
        !_values.TryGetValue(name, out string? text) ? otherwise ?? throw new ArgumentException($"{name} is missing")
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new ArgumentException($"{name}: {text} is no number");

    /// <summary>An address and port.</summary>
    public IPEndPoint EndPoint(string name) =>
        IPEndPoint.TryParse(Text(name), out IPEndPoint? endPoint) ? endPoint : throw new ArgumentException($"{name}: not ADDRESS:PORT");
}
