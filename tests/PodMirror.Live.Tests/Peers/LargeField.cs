namespace PodMirror.Live.Tests.Peers;

/// <summary>A field whose value HPACK cannot make smaller: every character takes a whole byte in its code, too.</summary>
/// <param name="Name">The field's name, in lower case.</param>
/// <param name="Value">Its value.</param>
internal sealed record LargeField(string Name, string Value)
{
    /// <summary>As it is in a head.</summary>
    public string Line => $"{Name}: {Value}";

    /// <summary>
    /// Fields of 48,000 bytes together: three frames of the size that both sides begin with (RFC 9113 section 6.5.2), so that two or more
    /// are CONTINUATION.
    /// </summary>
    public static LargeField[] Set(string prefix, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 16).Select(number => new LargeField($"{prefix}-{number}", new string(random.GetItems<char>("XZ&*", 3000))))];
    }
}
