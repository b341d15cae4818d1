namespace PodMirror.Catalog.Schemas;

/// <summary>What strings at one place have in common: formats, lengths, and the values themselves while they are few.</summary>
internal sealed class TextFacts
{
    /// <summary>Different values, past which it is no enumeration.</summary>
    public const int MaxValues = 12;

    /// <summary>Bytes of a value of an enumeration; longer ones are no names.</summary>
    public const int MaxValueBytes = 40;

    private List<TextValue>? _values = new(1);

    /// <summary>The formats that all have.</summary>
    public TextFormats Formats { get; set; } = TextFormats.All;

    /// <summary>Bytes of the shortest.</summary>
    public int Shortest { get; set; } = int.MaxValue;

    /// <summary>Bytes of the longest.</summary>
    public int Longest { get; set; }

    /// <summary>How many were taken in.</summary>
    public int Seen { get; set; }

    /// <summary>The first one, as long as a value may be, as UTF-8.</summary>
    public byte[]? Example { get; set; }

    /// <summary>All different values with their counts; null when there are too many.</summary>
    public List<TextValue>? Values
    {
        get => _values;
        set => _values = value;
    }

    /// <summary>Takes one in.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (Formats != TextFormats.None)
        {
            Formats = TextFormatRecogniser.Among(Formats, text);
        }

        Seen++;
        Shortest = Math.Min(Shortest, text.Length);
        Longest = Math.Max(Longest, text.Length);
        if (_values is not null)
        {
            AddValue(text);
        }

        Example ??= text.Length > MaxValueBytes ? null : _values is [var first, ..] ? first.Text : text.ToArray();
    }

    /// <summary>Makes one of two.</summary>
    public static TextFacts? Sum(TextFacts? first, TextFacts? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        first.Formats &= second.Formats;
        first.Seen += second.Seen;
        first.Shortest = Math.Min(first.Shortest, second.Shortest);
        first.Longest = Math.Max(first.Longest, second.Longest);
        first.Example ??= second.Example;
        first.SumValues(second._values);
        return first;
    }

    /// <summary>Halves how many were taken in.</summary>
    public void Halve()
    {
        Seen /= 2;
        foreach (TextValue value in _values ?? [])
        {
            value.Count = (value.Count + 1) / 2;
        }
    }

    private void SumValues(List<TextValue>? others)
    {
        if (others is null)
        {
            _values = null;
        }

        foreach (TextValue other in others ?? [])
        {
            Count(other.Text, other.Count);
        }
    }

    private void AddValue(ReadOnlySpan<byte> text)
    {
        // What has a format is not enumerated.
        if (text.Length > MaxValueBytes || Formats != TextFormats.None)
        {
            _values = null;
            return;
        }

        Count(text, 1);
    }

    private void Count(ReadOnlySpan<byte> text, int times)
    {
        foreach (TextValue known in _values ?? [])
        {
            if (text.SequenceEqual(known.Text))
            {
                known.Count += times;
                return;
            }
        }

        if (_values?.Count >= MaxValues)
        {
            _values = null;
        }

        _values?.Add(new TextValue(text.ToArray(), times));
    }
}
