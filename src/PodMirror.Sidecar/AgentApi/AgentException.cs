namespace PodMirror.Sidecar.AgentApi;

/// <summary>The agent cannot be asked, or did not do what it was asked for; the message is one line for people.</summary>
internal sealed class AgentException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public AgentException()
    {
    }

    /// <summary>With its line.</summary>
    public AgentException(string message)
        : base(message)
    {
    }

    /// <summary>With its line and its cause.</summary>
    public AgentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What to do, a line each.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>How the command ends.</summary>
    public int Code { get; init; } = ExitCode.Error;
}
