namespace PodMirror.Agent.Access.Oidc;

/// <summary>A sign-in by the OpenID provider failed; the message is one line for people, without a secret.</summary>
internal sealed class OidcException : Exception
{
    /// <summary>Without a word; not used.</summary>
    public OidcException()
    {
    }

    /// <summary>With its line; not used.</summary>
    public OidcException(string message)
        : base(message)
    {
    }

    /// <summary>With its line and its cause; not used.</summary>
    public OidcException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the reason, its line, and its cause.</summary>
    public OidcException(OidcFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The reason.</summary>
    public OidcFault Fault { get; }
}
