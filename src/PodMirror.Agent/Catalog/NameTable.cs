using System.Text;
using PodMirror.Agent.PodMetadata;

namespace PodMirror.Agent.Catalog;

/// <summary>Texts that come again and again, each as one string. At its bound it begins anew: what is in use is there again at once.</summary>
/// <param name="most">Texts that are kept.</param>
internal sealed class NameTable(int most)
{
    private readonly Dictionary<byte[], string> _names = new(Utf8Comparer.Instance);

    /// <summary>The string of a text.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (_names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(utf8, out string? known))
        {
            return known;
        }

        if (_names.Count >= most)
        {
            _names.Clear();
        }

        string name = Encoding.UTF8.GetString(utf8);
        _names.Add(utf8.ToArray(), name);
        return name;
    }
}
