using PodMirror.Catalog.OpenApi.Export;

namespace PodMirror.Catalog.Schemas;

/// <summary>What strings at one place have in common: formats, lengths, and the values themselves while they are few.</summary>
internal sealed class TextFacts
{
    /// <summary>Different values, past which it is no enumeration.</summary>
    public const int MaxValues = 12;

    /// <summary>Bytes of a value of an enumeration; longer ones are no names.</summary>
    public const int MaxValueBytes = 40;

    // What stands for all hidden values.
    private static readonly byte[] Mark = "REDACTED"u8.ToArray();

    private TextValue[]? _values = [];
    private int _count;
    private bool _isHidden;

    /// <summary>None yet.</summary>
    /// <param name="isHidden">Whether the values are secret, so that none is kept.</param>
    public TextFacts(bool isHidden = false)
    {
        if (isHidden)
        {
            Hide();
        }
    }

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

    /// <summary>All different values with their counts; none when there are too many, or none was seen.</summary>
    public ReadOnlySpan<TextValue> Values => _values.AsSpan(0, _count);

    /// <summary>Whether there are too many to be an enumeration.</summary>
    public bool HasTooMany => _values is null;

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

        if (_isHidden)
        {
            Example ??= RedactionMarks.IsIn(text) ? Mark : null;
            return;
        }

        Example ??= text.Length > MaxValueBytes ? null : _count > 0 ? _values![0].Text : text.ToArray();
    }

    /// <summary>Counts a value; when there are too many, all are forgotten.</summary>
    /// <param name="text">The value: at most <see cref="MaxValueBytes"/>.</param>
    /// <param name="times">How often it came.</param>
    public void Count(ReadOnlySpan<byte> text, int times)
    {
        if (_values is null)
        {
            return;
        }

        ulong start = TextValue.StartOf(text);
        foreach (ref TextValue known in _values.AsSpan(0, _count))
        {
            if (known.Is(text, start))
            {
                known.Count += times;
                return;
            }
        }

        if (_count >= MaxValues)
        {
            ForgetValues();
            return;
        }

        if (_count == _values.Length)
        {
            Array.Resize(ref _values, Math.Min(MaxValues, Math.Max(1, 2 * _count)));
        }

        _values[_count++] = new TextValue(text.ToArray(), times);
    }

    /// <summary>There are too many values to be an enumeration.</summary>
    public void ForgetValues() => (_values, _count) = (null, 0);

    /// <summary>
    /// The values are secret: those that were kept are forgotten, and none is kept any more. Only that one was hidden by its sender stays known.
    /// </summary>
    public void Hide()
    {
        _isHidden = true;
        Example = Example is not null && RedactionMarks.IsIn(Example) ? Mark : null;
        ForgetValues();
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
        first.SumValues(second);
        return first;
    }

    /// <summary>Halves how many were taken in.</summary>
    public void Halve()
    {
        Seen /= 2;
        foreach (ref TextValue value in _values.AsSpan(0, _count))
        {
            value.Count = (value.Count + 1) / 2;
        }
    }

    private void SumValues(TextFacts other)
    {
        if (other.HasTooMany)
        {
            ForgetValues();
        }

        foreach (TextValue value in other.Values)
        {
            Count(value.Text, value.Count);
        }
    }

    private void AddValue(ReadOnlySpan<byte> text)
    {
        // What has a format is not enumerated.
        if (text.Length > MaxValueBytes || Formats != TextFormats.None)
        {
            ForgetValues();
        }
        else
        {
            Count(text, 1);
        }
    }
}
