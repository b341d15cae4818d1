namespace PodMirror.Catalog.Schemas;

/// <summary>Formats of strings that JSON Schema names; those that every value seen so far has.</summary>
[Flags]
internal enum TextFormats
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>RFC 3339, a date with a time.</summary>
    DateTime = 1,

    /// <summary>RFC 3339, a date.</summary>
    Date = 2,

    /// <summary>RFC 9562.</summary>
    Uuid = 4,

    /// <summary>RFC 5321.</summary>
    Email = 8,

    /// <summary>RFC 3986, with a scheme.</summary>
    Uri = 16,

    /// <summary>An address of IPv4.</summary>
    Ipv4 = 32,

    /// <summary>An address of IPv6.</summary>
    Ipv6 = 64,

    /// <summary>Before the first value, every one is possible.</summary>
    All = 127,
}
