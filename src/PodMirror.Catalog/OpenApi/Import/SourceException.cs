namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>A text that is no description; it never leaves the reader.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public SourceException()
    {
    }

    /// <summary>What is wrong, with no place.</summary>
    public SourceException(string message)
        : base(message)
    {
    }

    /// <summary>The same with its cause.</summary>
    public SourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What is wrong, and where.</summary>
    internal SourceException(SourcePosition position, string message)
        : base(message) => Position = position;

    /// <summary>The place; that before the first line when it is about none.</summary>
    internal SourcePosition Position { get; }
}
