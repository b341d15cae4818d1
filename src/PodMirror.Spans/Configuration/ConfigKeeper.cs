namespace PodMirror.Spans;

/// <summary>Keeps the last good document of those that come, however often the same one does.</summary>
/// <param name="isStrict">Whether a member that is not known is a fault.</param>
public sealed class ConfigKeeper(bool isStrict)
{
    private byte[]? _seen;
    private volatile SidecarConfig _current = SidecarConfig.Empty;

    /// <summary>The last good document; one that sets nothing before there was any. From any thread.</summary>
    public SidecarConfig Current => _current;

    /// <summary>Takes a document. For one thread at a time.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="fault">Why it was refused; empty when it was not.</param>
    public ConfigChange Take(ReadOnlySpan<byte> utf8, out string fault)
    {
        fault = "";
        if (_seen is { } seen && utf8.SequenceEqual(seen))
        {
            return ConfigChange.None;
        }

        _seen = utf8.Length > SidecarConfig.MaxBytes ? null : utf8.ToArray();
        if (!SidecarConfig.TryParse(utf8, isStrict, out SidecarConfig? config, out fault))
        {
            return ConfigChange.Refused;
        }

        _current = config!;
        return ConfigChange.Taken;
    }
}
