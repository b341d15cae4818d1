using System.Text;

namespace PodMirror.Protocols.Tests.Kit;

/// <summary>The fields of a block as text, one <c>name: value</c> each; <c>?</c> for one that is unknown.</summary>
internal sealed class FieldList : IFieldSink
{
    public const string Unknown = "?";

    public List<string> Fields { get; } = [];

    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Fields.Add(Encoding.Latin1.GetString(name) + ": " + Encoding.Latin1.GetString(value));

    public void OnUnknownField() => Fields.Add(Unknown);
}
