using System.Text;

namespace PodMirror.Spans;

/// <summary>What a request calls by SOAP: the action of its head, the first element of its body, and the fault that came back.</summary>
internal sealed class SoapOperation
{
    private const int MaxActionBytes = 256;
    private const int MaxNameBytes = 128;
    private const int MaxCodeBytes = 64;

    private readonly OperationText _action = new(MaxActionBytes);
    private readonly OperationText _name = new(MaxNameBytes);
    private readonly OperationText _fault = new(MaxCodeBytes);
    private bool _isVersion12;

    /// <summary>The error type: the code of a fault.</summary>
    internal ReadOnlySpan<byte> ErrorType => _fault.Bytes;

    internal ReadOnlySpan<byte> SpanName => _name.IsEmpty ? "soap"u8 : _name.Bytes;

    internal void Clear()
    {
        _action.Clear();
        _name.Clear();
        _fault.Clear();
    }

    /// <summary>Reads a request; false when it is none of SOAP.</summary>
    /// <param name="xml">The body.</param>
    /// <param name="actionField">The value of SOAPAction (1.1), with its quotes.</param>
    /// <param name="contentType">The Content-Type, of which 1.2 has the action as a parameter.</param>
    internal bool TryRead(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> actionField, ReadOnlySpan<byte> contentType)
    {
        bool isType12 = Ascii.EqualsIgnoreCase(ContentForms.Essence(contentType), "application/soap+xml"u8);
        bool isEnvelope = SoapEnvelope.TryRead(xml, out SoapEnvelope envelope);
        if (!isEnvelope && !isType12)
        {
            return false;
        }

        _isVersion12 = isEnvelope ? envelope.IsVersion12 : isType12;
        ReadOnlySpan<byte> action = actionField.Trim("\" \t"u8);
        _action.Set(action.IsEmpty ? ActionOf(contentType) : action);
        _name.Set(envelope.Operation);
        return true;
    }

    /// <summary>Reads the response.</summary>
    internal void ReadResponse(ReadOnlySpan<byte> xml)
    {
        if (SoapEnvelope.TryRead(xml, out SoapEnvelope envelope) && envelope.IsFault)
        {
            _fault.Set(envelope.FaultCode.IsEmpty ? Methods.Other : envelope.FaultCode);
        }
    }

    internal void Write(AttributeNames names, OperationWriter writer, ByteBuffer output)
    {
        AttributeWriter.WriteString(output, names.RpcSystem, "soap"u8);
        writer.Write(output, names.RpcMethod, _name.Bytes);
        writer.Write(output, names.SoapAction, _action.Bytes);
        AttributeWriter.WriteString(output, names.SoapVersion, _isVersion12 ? "1.2"u8 : "1.1"u8);
        writer.Write(output, names.SoapFaultCode, _fault.Bytes);
    }

    // RFC 3902 section 3: action="uri".
    private static ReadOnlySpan<byte> ActionOf(ReadOnlySpan<byte> contentType)
    {
        while (contentType.IndexOf((byte)';') is >= 0 and var at)
        {
            contentType = contentType[(at + 1)..].TrimStart(" \t"u8);
            if (contentType.Length > 7 && Ascii.EqualsIgnoreCase(contentType[..7], "action="u8))
            {
                ReadOnlySpan<byte> value = contentType[7..];
                int end = value[0] == '"' ? value[1..].IndexOf((byte)'"') + 1 : value.IndexOf((byte)';');
                return (end <= 0 ? value : value[..end]).Trim("\" \t"u8);
            }
        }

        return default;
    }
}
