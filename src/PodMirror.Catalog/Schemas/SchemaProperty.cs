namespace PodMirror.Catalog.Schemas;

/// <summary>A property of an object: what was seen under its name, and in how many whole objects it was.</summary>
internal sealed class SchemaProperty(byte[] name, bool isSecret) : SchemaNode(isSecret)
{
    /// <summary>The name, unescaped, as UTF-8.</summary>
    public byte[] Name { get; } = name;

    /// <summary>In how many of the objects seen to their end it was.</summary>
    public int Present { get; set; }

    /// <summary>The last object that had it, so that a name twice in one object counts once.</summary>
    public long LastObject { get; set; }

    /// <summary>Counts it as one that an object has.</summary>
    /// <param name="serial">Which object: no other of these has the number.</param>
    public void IsIn(long serial)
    {
        Present += LastObject == serial ? 0 : 1;
        LastObject = serial;
    }

    /// <summary>Halves in how many it was; one that some lacked is still one.</summary>
    /// <param name="objects">Of how many.</param>
    public void HalvePresence(int objects)
    {
        Present = Present >= objects ? objects / 2 : Math.Max(0, Math.Min(Present / 2, (objects / 2) - 1));

        // Objects may be numbered by their count, which is another one now.
        LastObject = 0;
    }
}
