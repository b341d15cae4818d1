namespace PodMirror.Agent.Configuration;

/// <summary>The command line cannot be read; the message is one line that says what to write.</summary>
internal sealed class UsageException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public UsageException()
    {
    }

    /// <summary>With its line.</summary>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>With its line and its cause.</summary>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
