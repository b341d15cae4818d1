using System.Text;
using System.Text.Unicode;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// What may be shown of a message's parts: targets, authorities and field values without their secrets, bodies without their codings.
/// Everything that a formatter writes of the wire's bytes goes through here.
/// </summary>
/// <remarks>Each method's answer is valid until its next call of any. Not for several threads.</remarks>
public sealed class WireContents : IDisposable
{
    /// <summary>Bytes of one part after redaction: a placeholder for each of many short secrets makes a part longer, by less than this.</summary>
    private const int MaxPartBytes = 16 * 1024 * 1024;

    private readonly bool _redact;
    private readonly Redactor _redactor;
    private readonly BodyDecoder _decoder;
    private readonly ByteBuffer _scratch = new(MaxPartBytes);

    /// <summary>Makes the view.</summary>
    /// <param name="redact">Whether secrets are replaced.</param>
    /// <param name="maxBodyBytes">Bytes of a decoded body that are shown.</param>
    public WireContents(bool redact, int maxBodyBytes)
    {
        _redact = redact;
        _redactor = new Redactor(redact ? RedactionRules.Default : null);
        _decoder = new BodyDecoder(maxBodyBytes);
    }

    /// <summary>A request target.</summary>
    public ReadOnlySpan<byte> Target(ReadOnlySpan<byte> target)
    {
        _scratch.Clear();
        _redactor.WriteTarget(target, _scratch);
        return _scratch.Written;
    }

    /// <summary>An authority.</summary>
    public ReadOnlySpan<byte> Authority(ReadOnlySpan<byte> authority)
    {
        _scratch.Clear();
        _redactor.WriteAuthority(authority, _scratch);
        return _scratch.Written;
    }

    /// <summary>A field's name.</summary>
    public ReadOnlySpan<byte> FieldName(ReadOnlySpan<byte> name)
    {
        _scratch.Clear();
        _redactor.WriteFieldName(name, _scratch);
        return _scratch.Written;
    }

    /// <summary>A field's value, on one line.</summary>
    public ReadOnlySpan<byte> FieldValue(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _scratch.Clear();
        _redactor.WriteFieldValue(name, value, _scratch);
        return _scratch.Written;
    }

    /// <summary>What is shown of a message's body.</summary>
    public ShownBody Body(in MessageView message)
    {
        if (message.Body.IsEmpty)
        {
            return default;
        }

        DecodedBody decoded = _decoder.Decode(message);
        if (decoded.IsUndecodable)
        {
            return new ShownBody(message.Body, isText: false, isTruncated: false, isUndecodable: true);
        }

        ReadOnlySpan<byte> bytes = decoded.Bytes;
        bool isText = IsText(decoded.IsTruncated ? WithoutCutCharacter(bytes) : bytes);
        if (isText && decoded.IsTruncated)
        {
            bytes = WithoutCutCharacter(bytes);
        }

        if (_redact && isText && IsForm(message.Fields))
        {
            _scratch.Clear();
            _redactor.WriteQuery(bytes, _scratch);
            bytes = _scratch.Written;
        }

        return new ShownBody(bytes, isText, decoded.IsTruncated, isUndecodable: false);
    }

    /// <inheritdoc />
    public void Dispose() => _decoder.Dispose();

    /// <summary>UTF-8 without NUL: what no editor would call binary.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Utf8.IsValid(bytes);

    private static bool IsForm(ReadOnlySpan<byte> fields)
    {
        foreach (FieldLine line in new FieldLines(fields))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, "content-type"u8))
            {
                ReadOnlySpan<byte> form = "application/x-www-form-urlencoded"u8;
                return line.Value.Length >= form.Length && Ascii.EqualsIgnoreCase(line.Value[..form.Length], form);
            }
        }

        return false;
    }

    /// <summary>Without the first bytes of a character whose others were cut off.</summary>
    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> bytes)
    {
        const int longest = 4;
        for (int back = 1; back <= Math.Min(longest, bytes.Length); back++)
        {
            byte lead = bytes[^back];
            if ((lead & 0xC0) != 0x80)
            {
                int needed = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
                return needed > back ? bytes[..^back] : bytes;
            }
        }

        return bytes;
    }
}
