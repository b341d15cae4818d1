using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>The kinds of sensitive values of a span with their places (docs/redaction.md), each a string that is made once.</summary>
internal sealed class CallFindings
{
    // A span of a sidecar has 64 places.
    private const int MostFindings = 64;

    // An agent sees 31 kinds, and rules may name some more.
    private const int MostKinds = 64;
    private const int LongestKind = 64;

    // Places of some thousand endpoints; some 0.5 MiB.
    private const int MostPlaces = 4096;
    private const int LongestPlace = 256;

    private readonly NameTable _kinds = new(MostKinds);
    private readonly NameTable _places = new(MostPlaces);
    private readonly SensitiveFinding[] _findings = new SensitiveFinding[MostFindings];
    private int _count;

    /// <summary>Those of the span that was read last.</summary>
    public ReadOnlySpan<SensitiveFinding> All => _findings.AsSpan(0, _count);

    /// <summary>A span begins.</summary>
    public void Begin() => _count = 0;

    /// <summary>Takes the places of one kind.</summary>
    public void Add(ReadOnlySpan<byte> kind, AnyValue places)
    {
        if (kind.Length is 0 or > LongestKind)
        {
            return;
        }

        string name = _kinds.Of(kind);
        var items = new TextItems(places);
        while (_count < MostFindings && items.TryReadNext(out ReadOnlySpan<byte> place))
        {
            if (place.Length is > 0 and <= LongestPlace)
            {
                AddOnce(new SensitiveFinding(name, _places.Of(place)));
            }
        }
    }

    // A place counts once a call, however often somebody says it.
    private void AddOnce(SensitiveFinding finding)
    {
        if (!All.Contains(finding))
        {
            _findings[_count++] = finding;
        }
    }
}
