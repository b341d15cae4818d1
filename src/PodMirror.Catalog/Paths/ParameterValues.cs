using System.Runtime.InteropServices;

namespace PodMirror.Catalog.Paths;

/// <summary>What values a parameter of a path has had: how many different ones, of which types, and a few as a sample.</summary>
internal sealed class ParameterValues
{
    /// <summary>Different values that are told apart; beyond it there are "many".</summary>
    public const int MaxDistinct = 32;

    /// <summary>Values that are kept as they are, for people to look at and to split a merge by.</summary>
    public const int MaxSamples = 8;

    /// <summary>The types that a segment can have.</summary>
    public const int Types = (int)SegmentType.PrefixedId + 1;

    // Hashes: the values themselves would be most of the memory of an API with many parameters.
    private readonly List<uint> _distinct = [];
    private readonly List<string> _samples = [];

    /// <summary>The hashes of the first different values, at most <see cref="MaxDistinct"/>.</summary>
    public IReadOnlyList<uint> Distinct => _distinct;

    /// <summary>The first different values, at most <see cref="MaxSamples"/>.</summary>
    public IReadOnlyList<string> Samples => _samples;

    /// <summary>How often a value of each type came.</summary>
    public long[] ByType { get; } = new long[Types];

    /// <summary>The name that provenance gave it.</summary>
    public string? Name { get; set; }

    /// <summary>How many values came.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            foreach (long count in ByType)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>How many came that are words, or nearly so.</summary>
    public long Words => ByType[(int)SegmentType.Word] + ByType[(int)SegmentType.Mixed];

    /// <summary>Takes a value in.</summary>
    public void Add(ReadOnlySpan<char> value, SegmentType type, long count = 1)
    {
        ByType[(int)type] += count;
        if (_distinct.Count < MaxDistinct && AddHash((uint)TextHash.Of(value)) && _samples.Count < MaxSamples)
        {
            _samples.Add(value.ToString());
        }
    }

    /// <summary>Whether it is among the values that are told apart.</summary>
    public bool Has(ReadOnlySpan<char> value) => CollectionsMarshal.AsSpan(_distinct).Contains((uint)TextHash.Of(value));

    /// <summary>Takes in a value of which only the hash is known.</summary>
    /// <returns>Whether it is a new one.</returns>
    public bool AddHash(uint hash)
    {
        bool isNew = _distinct.Count < MaxDistinct && !CollectionsMarshal.AsSpan(_distinct).Contains(hash);
        if (isNew)
        {
            _distinct.Add(hash);
        }

        return isNew;
    }

    /// <summary>Takes in a sample of values whose hashes are known.</summary>
    public void AddSample(string value)
    {
        if (_samples.Count < MaxSamples && !_samples.Contains(value))
        {
            _samples.Add(value);
        }
    }

    /// <summary>Forgets which values it had, so that a word among them is looked at again when it comes.</summary>
    public void ForgetWords()
    {
        ByType[(int)SegmentType.Word] = ByType[(int)SegmentType.Mixed] = 0;
        _distinct.Clear();
        _samples.RemoveAll(sample => !SegmentRecogniser.IsValue(SegmentRecogniser.Recognise(sample)));
        _samples.ForEach(sample => AddHash((uint)TextHash.Of(sample)));
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(ParameterValues other)
    {
        Name ??= other.Name;
        for (int i = 0; i < Types; i++)
        {
            ByType[i] += other.ByType[i];
        }

        other._distinct.ForEach(hash => AddHash(hash));
        other._samples.ForEach(AddSample);
    }

    /// <summary>The type that nearly all values have; <see cref="SegmentType.Mixed"/> when there is none.</summary>
    public SegmentType MainType()
    {
        long total = Total;
        for (int i = 0; i < Types; i++)
        {
            if (ByType[i] * 10 >= total * 9)
            {
                return (SegmentType)i;
            }
        }

        return SegmentType.Mixed;
    }
}
