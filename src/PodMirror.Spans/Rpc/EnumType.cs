namespace PodMirror.Spans;

/// <summary>An enum by its descriptor.</summary>
internal sealed class EnumType
{
    private readonly Dictionary<int, byte[]> _names = [];

    /// <summary>Gives a number its name; the first one stays where several are aliases.</summary>
    internal void Add(int number, byte[] quotedName) => _names.TryAdd(number, quotedName);

    /// <summary>The name in quotes; null when the number has none.</summary>
    internal byte[]? Find(int number) => _names.GetValueOrDefault(number);
}
