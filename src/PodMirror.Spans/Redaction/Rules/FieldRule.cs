namespace PodMirror.Spans;

/// <summary>What of a field's value may leave.</summary>
internal enum FieldRule : byte
{
    /// <summary>All of it, except what is secret in the URLs that it may hold, and what looks sensitive.</summary>
    Plain,

    /// <summary>All of it.</summary>
    Benign,

    /// <summary>The authentication scheme (RFC 9110 section 11.4).</summary>
    Credentials,

    /// <summary>The names of the cookies (RFC 6265 section 4.2).</summary>
    Cookie,

    /// <summary>The cookie's name and its attributes (RFC 6265 section 4.1).</summary>
    SetCookie,

    /// <summary>Nothing.</summary>
    Secret,

    /// <summary>All but credentials and secret keys: the value is one URL, or a part of one.</summary>
    Url,

    /// <summary>As <see cref="Url"/>, for each URL in angle brackets (RFC 8288 section 3).</summary>
    Link,

    /// <summary>The elements that are names of protocols (RFC 6455 section 11.3.4): browsers can send a token nowhere else.</summary>
    Protocols,

    /// <summary>All but user information before an @ (RFC 3986 section 3.2.1).</summary>
    Authority,
}
