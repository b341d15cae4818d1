using System.Globalization;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Reads the parts of a <see cref="SidecarConfig"/>. The first fault is kept, and ends every loop.</summary>
internal ref struct ConfigReader
{
    internal const string Redaction = "redaction";
    internal const string MaxBodyBytes = "maxBodyBytes";
    internal const string MaxSpansPerSecond = "maxSpansPerSecond";
    internal const string MaxSpansPerEndpointPerSecond = "maxSpansPerEndpointPerSecond";
    internal const string CpuShare = "cpuShare";
    internal const string StreamEvents = "streamEvents";

    /// <summary>What persons may write beside JSON, in redaction rules too.</summary>
    internal static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
    };

    // The document, its scopes, a scope, its redaction, and what that holds.
    private const int MaxDepth = 9;

    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
    };

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly bool _isStrict;
    private Utf8JsonReader _json;

    internal ConfigReader(ReadOnlySpan<byte> utf8, bool isStrict)
    {
        _utf8 = utf8;
        _isStrict = isStrict;
        _json = new Utf8JsonReader(utf8, Options);
    }

    /// <summary>Whether the list has been read to its end.</summary>
    internal readonly bool IsAtEndOfList => _json.TokenType == JsonTokenType.EndArray;

    /// <summary>The text that was read.</summary>
    internal readonly string Text => _json.GetString()!;

    /// <summary>The port that was read; null when the number is none.</summary>
    internal readonly ushort? Port => _json.TryGetUInt16(out ushort port) && port > 0 ? port : null;

    /// <summary>What is wrong, and where; null when nothing is.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The first member that was passed over.</summary>
    internal string? Unknown { get; private set; }

    internal void BeginDocument() => BeginObject();

    internal void EndDocument()
    {
        if (Fault is null)
        {
            // Throws for whatever follows that is no white space.
            _json.Read();
        }
    }

    internal void BeginObject()
    {
        if (Fault is null && (!_json.Read() || _json.TokenType != JsonTokenType.StartObject))
        {
            Fail("an object was expected");
        }
    }

    /// <summary>Reads the next member's name; false at the object's end, and after a fault.</summary>
    /// <param name="seen">The names that the object had so far.</param>
    /// <param name="name">The name.</param>
    internal bool TryReadMember(HashSet<string> seen, out string name)
    {
        name = "";
        if (Fault is not null || !_json.Read() || _json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        name = _json.GetString()!;
        if (seen.Add(name))
        {
            return true;
        }

        Fail("a member that is there twice");
        return false;
    }

    /// <summary>Steps over the value of a member that is not known, or says that it is a fault.</summary>
    internal void PassOver(string name)
    {
        if (_isStrict)
        {
            Fail("no such member");
            return;
        }

        Unknown ??= name;
        _json.Read();
        _json.Skip();
    }

    /// <summary>Reads a scope.</summary>
    internal ConfigScope ReadScope()
    {
        var scope = new ConfigScope();
        var seen = new HashSet<string>();
        BeginObject();
        while (TryReadMember(seen, out string name))
        {
            switch (name)
            {
                case Redaction:
                    scope = ReadRedaction(scope);
                    break;
                case BodyTypesMember.Name:
                    scope = BodyTypesMember.Read(ref this, scope);
                    break;
                case MaxBodyBytes:
                    scope = scope with { MaxBodyBytes = ReadNumber(BodyDecoder.MaxLayerBytes) };
                    break;
                case MaxSpansPerSecond:
                    scope = scope with { MaxSpansPerSecond = ReadNumber(BudgetLimits.MaxPerSecond) };
                    break;
                case MaxSpansPerEndpointPerSecond:
                    scope = scope with { MaxSpansPerEndpointPerSecond = ReadNumber(BudgetLimits.MaxPerSecond) };
                    break;
                case CpuShare:
                    scope = scope with { CpuShare = ReadShare(CaptureSettings.MinCpuShare) };
                    break;
                case StreamEvents:
                    scope = scope with { StreamEvents = ReadNumber(FramedMarks.MaxCount) };
                    break;
                case SamplingMember.Name:
                    scope = scope with { Sampling = SamplingMember.Read(ref this) };
                    break;
                case CaptureMember.Name:
                    scope = scope with { Capture = CaptureMember.Read(ref this) };
                    break;
                case DescriptorsMember.Name:
                    scope = DescriptorsMember.Read(ref this, scope);
                    break;
                default:
                    PassOver(name);
                    break;
            }
        }

        return scope;
    }

    /// <summary>Keeps a fault of the last token, unless there is one already.</summary>
    internal void Fail(string what)
    {
        int at = (int)Math.Min(_json.TokenStartIndex, _utf8.Length);
        ReadOnlySpan<byte> before = _utf8[..at];
        FailAt(before.Count((byte)'\n'), at - (before.LastIndexOf((byte)'\n') + 1), what);
    }

    /// <summary>Keeps a fault at a place, both counted from 0.</summary>
    internal void FailAt(long line, long column, string what) =>
        Fault ??= string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column + 1}: {what}");

    private ConfigScope ReadRedaction(ConfigScope scope)
    {
        _json.Read();
        int begin = (int)_json.TokenStartIndex;
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fail("an object was expected");
            return scope;
        }

        _json.Skip();
        ReadOnlySpan<byte> text = _utf8[begin..(int)_json.BytesConsumed];
        if (RedactionDocument.TryParse(text, out RedactionRules rules, out string fault))
        {
            return scope with { Redaction = rules, RedactionText = text.ToArray() };
        }

        // Its own lines are counted from where it begins.
        ReadOnlySpan<byte> before = _utf8[..begin];
        FailAt(before.Count((byte)'\n'), begin - (before.LastIndexOf((byte)'\n') + 1), $"redaction: {fault}");
        return scope;
    }

    /// <summary>Reads a whole number from 0.</summary>
    internal int? ReadNumber(int most)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out int number) && number >= 0 && number <= most)
        {
            return number;
        }

        Fail(string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most} was expected"));
        return null;
    }

    /// <summary>Reads a share of something, or 0.</summary>
    internal double? ReadShare(double least)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out double share) && (share == 0 || (share >= least && share <= 1)))
        {
            return share;
        }

        Fail(string.Create(CultureInfo.InvariantCulture, $"a share from {least:0.######} to 1, or 0, was expected"));
        return null;
    }

    /// <summary>Reads a text.</summary>
    internal string? ReadText(string wanted)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String)
        {
            return _json.GetString();
        }

        Fail(wanted);
        return null;
    }

    /// <summary>Reads bytes that are written in base64.</summary>
    internal byte[]? ReadBase64(string wanted)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String && _json.TryGetBytesFromBase64(out byte[]? bytes))
        {
            return bytes;
        }

        Fail(wanted);
        return null;
    }

    /// <summary>Steps into a list.</summary>
    internal void BeginList(string wanted)
    {
        if (Fault is null && (!_json.Read() || _json.TokenType != JsonTokenType.StartArray))
        {
            Fail(wanted);
        }
    }

    /// <summary>Reads the next item of a list; false for one of another kind, at the list's end, and after a fault.</summary>
    internal bool TryReadItem(JsonTokenType kind) => Fault is null && _json.Read() && _json.TokenType == kind;
}
