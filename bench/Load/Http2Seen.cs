namespace PodMirror.Bench.Load;

/// <summary>An exchange of HTTP/2 as a tool gave it out.</summary>
internal sealed class Http2Seen
{
    /// <summary>Its number, by whatever of it holds one; -1 when nothing does.</summary>
    public int Number { get; private set; } = -1;

    /// <summary>Whether parts of it have different numbers: something of another stream is in it.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>The path; null when the tool does not know it.</summary>
    public string? Path { get; set; }

    /// <summary>The status; 0 when the tool does not know it.</summary>
    public int Status { get; set; }

    /// <summary>Whether the tool gives a body that is not the one that was sent, and says of no damage.</summary>
    public bool IsBodyWrong { get; set; }

    /// <summary>A part holds this number, or none when it is negative.</summary>
    public void Note(int number)
    {
        IsMixed |= number >= 0 && Number >= 0 && number != Number;
        Number = number >= 0 ? number : Number;
    }

    /// <summary>A field, of which some hold the number.</summary>
    public void NoteField(string name, string value)
    {
        if (name.Equals("traceparent", StringComparison.OrdinalIgnoreCase))
        {
            Note(Http2Wire.NumberOfTrace(value));
        }
        else if (name.Equals("x-request-id", StringComparison.OrdinalIgnoreCase))
        {
            Note(Http2Wire.Parse(value));
        }
    }
}
