namespace PodMirror.Sidecar.Tme.Reload;

/// <summary>A document cannot be had now; the message says why, in a few words.</summary>
internal sealed class ConfigSourceException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public ConfigSourceException()
    {
    }

    /// <summary>With its words.</summary>
    public ConfigSourceException(string message)
        : base(message)
    {
    }

    /// <summary>With its words and its cause.</summary>
    public ConfigSourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
