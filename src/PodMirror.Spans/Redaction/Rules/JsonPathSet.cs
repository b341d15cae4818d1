using System.Numerics;

namespace PodMirror.Spans;

/// <summary>
/// The paths of the rules, followed all at once on the way down a document: a bit for each path that fits so far. A step down costs
/// a comparison for each path that still fits.
/// </summary>
internal sealed class JsonPathSet
{
    /// <summary>Paths of one set of rules: the bits of a word.</summary>
    internal const int MaxPaths = 64;

    private readonly JsonPath[] _paths;
    private readonly RedactionMode[] _modes;
    private readonly ulong _allowed;

    internal JsonPathSet(IReadOnlyList<(JsonPath Path, RedactionMode Mode)> secret, IReadOnlyList<JsonPath> allowed)
    {
        _paths = [.. secret.Select(static rule => rule.Path), .. allowed];
        _modes = [.. secret.Select(static rule => rule.Mode)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_paths.Length, MaxPaths, nameof(secret));
        _allowed = Bits(_paths.Length) & ~Bits(_modes.Length);
    }

    /// <summary>The paths that fit the document's root: all of them.</summary>
    internal ulong Root => Bits(_paths.Length);

    /// <summary>The paths that fit after one more step, whether they end there or not.</summary>
    /// <param name="fitting">Those that fitted before.</param>
    /// <param name="depth">Steps before this one.</param>
    /// <param name="name">The member's name, without escapes.</param>
    /// <param name="isElement">Whether the step is one into an array, whose elements have no names.</param>
    internal ulong Step(ulong fitting, int depth, ReadOnlySpan<byte> name, bool isElement)
    {
        ulong next = 0;
        for (ulong left = fitting; left != 0; left &= left - 1)
        {
            int path = BitOperations.TrailingZeroCount(left);
            IReadOnlyList<byte[]?> steps = _paths[path].Steps;
            if (depth < steps.Count && (steps[depth] is not { } step || (!isElement && name.SequenceEqual(step))))
            {
                next |= 1UL << path;
            }
        }

        return next;
    }

    /// <summary>What the paths that end here say; an allowance counts first.</summary>
    /// <param name="fitting">The paths that fit.</param>
    /// <param name="depth">Steps taken.</param>
    /// <param name="mode">The mode, when the value is secret.</param>
    internal PathVerdict Verdict(ulong fitting, int depth, out RedactionMode mode)
    {
        mode = RedactionMode.Drop;
        var verdict = PathVerdict.None;
        for (ulong left = fitting; left != 0; left &= left - 1)
        {
            int path = BitOperations.TrailingZeroCount(left);
            if (_paths[path].Steps.Count != depth)
            {
                continue;
            }

            if ((_allowed & (1UL << path)) != 0)
            {
                return PathVerdict.Allowed;
            }

            verdict = PathVerdict.Secret;
            mode = _modes[path];
        }

        return verdict;
    }

    private static ulong Bits(int count) => count == MaxPaths ? ulong.MaxValue : (1UL << count) - 1;
}
