namespace PodMirror.Kubernetes;

/// <summary>The cluster cannot be reached, or nothing says how; the message is one line for people.</summary>
public sealed class KubeException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public KubeException()
    {
    }

    /// <summary>With its line.</summary>
    public KubeException(string message)
        : base(message)
    {
    }

    /// <summary>With its line and its cause.</summary>
    public KubeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
