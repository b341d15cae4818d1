namespace PodMirror.Spans;

/// <summary>Nothing can be sent: a file with certificates or a token is not there, or holds none. It may be there the next time.</summary>
public sealed class CredentialsException : HttpRequestException
{
    /// <summary>Makes one without a reason.</summary>
    public CredentialsException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Which file, and why, in one line.</param>
    public CredentialsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one of another.</summary>
    /// <param name="message">Which file, and why, in one line.</param>
    /// <param name="inner">The other.</param>
    public CredentialsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
