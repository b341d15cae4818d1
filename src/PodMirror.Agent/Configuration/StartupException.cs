namespace PodMirror.Agent.Configuration;

/// <summary>The agent cannot start; the message is one line that says what to do.</summary>
internal sealed class StartupException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public StartupException()
    {
    }

    /// <summary>With its line.</summary>
    public StartupException(string message)
        : base(message)
    {
    }

    /// <summary>With its line and its cause.</summary>
    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
