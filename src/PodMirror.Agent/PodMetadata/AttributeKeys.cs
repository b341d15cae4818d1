using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Every attribute that may be added, numbered, so that a set of them is the bits of one number: what a resource has is found in one walk over it,
/// however many attributes a stranger puts there.
/// </summary>
internal sealed class AttributeKeys
{
    /// <summary>The number of service.name.</summary>
    public const int ServiceName = 0;

    /// <summary>The Pod's uid, by which it is found. Never added, so it has no number.</summary>
    public static ReadOnlySpan<byte> PodUid => "k8s.pod.uid"u8;

    private static readonly string[] Fixed =
    [
        "service.name", "k8s.pod.name", "k8s.namespace.name",
        .. Enum.GetValues<WorkloadKind>().Where(kind => kind != WorkloadKind.None).SelectMany(kind => (string[])[NameOf(kind), UidOf(kind)]),
    ];

    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _numbers;

    /// <summary>Numbers what may be added where these labels and annotations are asked for.</summary>
    public AttributeKeys(IEnumerable<string> labels, IEnumerable<string> annotations)
    {
        var numbers = new Dictionary<byte[], int>(Utf8Comparer.Instance);
        foreach (string key in Fixed.Concat(labels.Select(OfLabel)).Concat(annotations.Select(OfAnnotation)))
        {
            numbers.TryAdd(Encoding.UTF8.GetBytes(key), numbers.Count);
        }

        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The number of an attribute, below 128; false of one that is never added.</summary>
    public bool TryGetNumber(ReadOnlySpan<byte> key, out int number) => _numbers.TryGetValue(key, out number);

    /// <summary>The attribute of a label of the Pod.</summary>
    public static string OfLabel(string key) => "k8s.pod.label." + key;

    /// <summary>The attribute of an annotation of the Pod.</summary>
    public static string OfAnnotation(string key) => "k8s.pod.annotation." + key;

    /// <summary>The attribute of an owner's name.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "the attributes' names are in lower case")]
    public static string NameOf(WorkloadKind kind) => $"k8s.{kind.ToString().ToLowerInvariant()}.name";

    /// <summary>The attribute of an owner's uid.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "the attributes' names are in lower case")]
    public static string UidOf(WorkloadKind kind) => $"k8s.{kind.ToString().ToLowerInvariant()}.uid";
}
