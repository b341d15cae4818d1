namespace PodMirror.Spans;

/// <summary>
/// The way down into a document of JSON: what each container is called, and which paths of the rules fit so far. Followed to a fixed depth;
/// beyond it only the depth is counted, and names count by themselves.
/// </summary>
internal sealed class JsonLevels
{
    /// <summary>Containers inside each other that are followed: what the usual readers of JSON accept.</summary>
    internal const int MaxDepth = 64;

    // Of a longer name the beginning is told.
    private const int MaxNameBytes = 64;

    private readonly byte[] _names = new byte[MaxDepth * MaxNameBytes];
    private readonly Level[] _levels = new Level[MaxDepth];
    private readonly ByteBuffer _path = new(MaxDepth * (MaxNameBytes + 8) + 1024);

    /// <summary>Containers that are open.</summary>
    internal int Depth { get; private set; }

    /// <summary>The innermost container, where it is one that is followed.</summary>
    private ref Level Top => ref _levels[Depth - 1];

    private bool IsFollowed => Depth is > 0 and <= MaxDepth;

    /// <summary>The name that elements of the innermost container go by: that of the array.</summary>
    internal ReadOnlySpan<byte> ArrayName => IsFollowed && Top.IsArray ? NameOf(Depth - 1) : default;

    /// <summary>Whether the innermost container is an array whose elements may all be shown.</summary>
    internal bool IsAllowedArray => IsFollowed && Top is { IsArray: true, IsAllowed: true };

    /// <summary>Whether names of GraphQL's variables hold here.</summary>
    internal bool IsInVariables => IsFollowed && Top.IsInVariables;

    /// <summary>Whether the innermost container is of the kind that a bracket closes, as far as that is known.</summary>
    internal bool MayClose(bool isArray) => !IsFollowed || Top.IsArray == isArray;

    /// <summary>Begins a document.</summary>
    internal void Clear() => Depth = 0;

    /// <summary>Opens a container.</summary>
    /// <param name="name">The key under which it stands; of an element the array's.</param>
    /// <param name="isMember">Whether it has a key of its own.</param>
    /// <param name="isArray">Whether it is an array.</param>
    /// <param name="isAllowed">Whether a rule allows what stands in this place.</param>
    /// <param name="fitting">The paths that fit this place.</param>
    internal void Open(ReadOnlySpan<byte> name, bool isMember, bool isArray, bool isAllowed, ulong fitting)
    {
        if (Depth < MaxDepth)
        {
            bool isInVariables = IsInVariables || (isMember && name.SequenceEqual("variables"u8));
            name = Utf8Text.Cut(name, MaxNameBytes);
            name.CopyTo(_names.AsSpan(Depth * MaxNameBytes));
            _levels[Depth] = new Level(name.Length, isMember, isArray, isAllowed, isInVariables, fitting);
        }

        Depth++;
    }

    /// <summary>Closes the innermost container; nothing where none is open.</summary>
    internal void Close() => Depth = Math.Max(0, Depth - 1);

    /// <summary>The paths that fit a value in the innermost container.</summary>
    internal ulong Fitting(JsonPathSet paths, ReadOnlySpan<byte> name, bool isMember)
    {
        if (Depth == 0)
        {
            return paths.Root;
        }

        return IsFollowed && Top.Fitting != 0 ? paths.Step(Top.Fitting, Depth - 1, name, isElement: !isMember) : 0;
    }

    /// <summary>The path of a value in the innermost container: <c>$.items[*].card.number</c>. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> name, bool isMember)
    {
        _path.Clear();
        _path.Append((byte)'$');
        for (int level = 1; level < Math.Min(Depth, MaxDepth); level++)
        {
            Append(NameOf(level), _levels[level].IsMember);
        }

        if (Depth > MaxDepth)
        {
            _path.Append(".."u8);
        }

        if (Depth > 0)
        {
            Append(Utf8Text.Cut(name, MaxNameBytes), isMember);
        }

        return _path.Written;
    }

    private ReadOnlySpan<byte> NameOf(int level) => _names.AsSpan(level * MaxNameBytes, _levels[level].NameLength);

    private void Append(ReadOnlySpan<byte> name, bool isMember)
    {
        if (isMember)
        {
            _path.Append((byte)'.');
            _path.Append(name);
        }
        else
        {
            _path.Append("[*]"u8);
        }
    }

    private readonly record struct Level(int NameLength, bool IsMember, bool IsArray, bool IsAllowed, bool IsInVariables, ulong Fitting);
}
