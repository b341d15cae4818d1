using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Which bodies are shown, by Content-Type: an allow-list of exact types, of whole top-level types (<c>image/*</c>), and of forms by name
/// (docs/bodies.md). Immutable, so every thread may share it.
/// </summary>
public sealed class BodyContentTypes
{
    /// <summary>The most entries of a list; one that is longer is a mistake, and each is compared with each body's type.</summary>
    public const int MaxEntries = 64;

    private const string Untyped = "untyped";

    private static readonly Dictionary<string, ContentForm> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["json"] = ContentForm.Json,
        ["xml"] = ContentForm.Xml,
        ["form"] = ContentForm.Form,
        ["graphql"] = ContentForm.GraphQL,
        ["grpc"] = ContentForm.Grpc,
        ["text"] = ContentForm.Text,
        ["event-stream"] = ContentForm.EventStream,
        ["multipart"] = ContentForm.Multipart,
    };

    private readonly uint _forms;
    private readonly byte[][] _types;
    private readonly bool _hasUntyped;

    private BodyContentTypes(uint forms, byte[][] types, bool hasUntyped)
    {
        _forms = forms;
        _types = types;
        _hasUntyped = hasUntyped;
    }

    /// <summary>Everything with a form of its own, and bodies whose type nobody told.</summary>
    public static BodyContentTypes Default { get; } = Of([.. Forms.Keys, Untyped])!;

    /// <summary>Reads entries; null when one is neither a name of a form, nor a type.</summary>
    public static BodyContentTypes? Of(IReadOnlyList<string> entries)
    {
        uint forms = 0;
        bool hasUntyped = false;
        var types = new List<byte[]>();
        foreach (string entry in entries)
        {
            if (Forms.TryGetValue(entry, out ContentForm form))
            {
                forms |= 1u << (int)form;
                forms |= form == ContentForm.Grpc ? 1u << (int)ContentForm.GrpcWebText : 0;
            }
            else if (entry.Equals(Untyped, StringComparison.OrdinalIgnoreCase))
            {
                hasUntyped = true;
            }
            else if (entry == "*/*" || IsType(entry))
            {
                hasUntyped |= entry == "*/*";
                types.Add(Encoding.ASCII.GetBytes(entry));
            }
            else
            {
                return null;
            }
        }

        return entries.Count is > 0 and <= MaxEntries ? new BodyContentTypes(forms, [.. types], hasUntyped) : null;
    }

    /// <summary>Whether a body of this type is shown.</summary>
    internal bool Allow(ReadOnlySpan<byte> contentType)
    {
        ReadOnlySpan<byte> essence = ContentForms.Essence(contentType);
        if (essence.IsEmpty)
        {
            return _hasUntyped;
        }

        if ((_forms & (1u << (int)ContentForms.Of(essence))) != 0)
        {
            return true;
        }

        foreach (byte[] type in _types)
        {
            ReadOnlySpan<byte> top = type.AsSpan()[..^1];
            bool isWhole = type[^1] == '*';
            if (isWhole ? type[0] == '*' || (essence.Length > top.Length && Ascii.EqualsIgnoreCase(essence[..top.Length], top))
                : Ascii.EqualsIgnoreCase(essence, type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsType(string entry)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(entry);
        int slash = Array.IndexOf(bytes, (byte)'/');
        return slash > 0 && Exchange.FieldLines.IsToken(bytes.AsSpan(0, slash)) && Exchange.FieldLines.IsToken(bytes.AsSpan(slash + 1));
    }
}
