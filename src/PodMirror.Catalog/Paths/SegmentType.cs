namespace PodMirror.Catalog.Paths;

/// <summary>What a segment of a path looks like.</summary>
internal enum SegmentType
{
    /// <summary>A word, or words: a literal, or the value of a parameter that has words as values.</summary>
    Word,

    /// <summary>What is behind a path's last slash: nothing.</summary>
    Empty,

    /// <summary>A version of an API: <c>v1</c>, <c>v1beta2</c>, <c>v2.7</c>. Never a value.</summary>
    Version,

    /// <summary>A word of the API's own that stands where values do: <c>me</c>, <c>@me</c>, <c>search</c>. Never a value.</summary>
    Reserved,

    /// <summary>Letters and digits mixed in a way that literals seldom have: taken for a value when it is not alone.</summary>
    Mixed,

    /// <summary>Digits.</summary>
    Integer,

    /// <summary>Digits with dots.</summary>
    Decimal,

    /// <summary>A UUID (RFC 9562).</summary>
    Uuid,

    /// <summary>Hexadecimal digits, as of a hash or an ObjectId.</summary>
    Hash,

    /// <summary>A ULID, KSUID, nanoid or another random string.</summary>
    Token,

    /// <summary>A date, perhaps with a time (RFC 3339).</summary>
    Date,

    /// <summary>A mailbox (RFC 5321).</summary>
    Email,

    /// <summary>A word and a number or random string: <c>ord-123</c>, <c>cus_9s6XKzkNRiz8i3</c>.</summary>
    PrefixedId,
}
