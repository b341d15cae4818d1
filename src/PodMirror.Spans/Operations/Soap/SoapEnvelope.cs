namespace PodMirror.Spans;

/// <summary>What an envelope of SOAP (1.1 section 4, 1.2 part 1 section 5) holds: the first element of its body, or a fault's code.</summary>
internal ref struct SoapEnvelope
{
    private const int BodyDepth = 2;

    /// <summary>Whether it is of version 1.2; else of 1.1.</summary>
    internal bool IsVersion12 { get; private set; }

    /// <summary>The local name of the body's first element; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Operation { get; private set; }

    /// <summary>Whether that is a fault.</summary>
    internal bool IsFault { get; private set; }

    /// <summary>The fault's code without its prefix: faultcode of 1.1, Code/Value of 1.2.</summary>
    internal ReadOnlySpan<byte> FaultCode { get; private set; }

    /// <summary>Reads an XML text.</summary>
    /// <returns>False when it is no envelope: its root has another name, or none of the two namespaces.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> xml, out SoapEnvelope envelope)
    {
        envelope = default;
        var tags = new XmlTags(xml);
        if (!tags.MoveNext() || tags.IsEnd || !tags.LocalName.SequenceEqual("Envelope"u8))
        {
            return false;
        }

        envelope.IsVersion12 = tags.Attributes.IndexOf("http://www.w3.org/2003/05/soap-envelope"u8) >= 0;
        if (!envelope.IsVersion12 && tags.Attributes.IndexOf("http://schemas.xmlsoap.org/soap/envelope/"u8) < 0)
        {
            return false;
        }

        if (TryFindOperation(ref tags))
        {
            envelope.Operation = tags.LocalName;
            envelope.IsFault = tags.LocalName.SequenceEqual("Fault"u8);
            if (envelope.IsFault)
            {
                envelope.FaultCode = FindFaultCode(ref tags);
            }
        }

        return true;
    }

    // Header and what is in it come first, at any depth.
    private static bool TryFindOperation(scoped ref XmlTags tags)
    {
        int depth = 1;
        bool isInBody = false;
        while (depth > 0 && tags.MoveNext())
        {
            if (tags.IsEnd)
            {
                depth--;
                isInBody = false;
                continue;
            }

            depth++;
            if (isInBody)
            {
                return true;
            }

            isInBody = depth == BodyDepth && !tags.IsEmpty && tags.LocalName.SequenceEqual("Body"u8);
            depth -= tags.IsEmpty ? 1 : 0;
        }

        return false;
    }

    // faultcode, or the first Value (of Code); the reason, which may hold anything, comes after both.
    private static ReadOnlySpan<byte> FindFaultCode(scoped ref XmlTags tags)
    {
        while (tags.MoveNext() && !(tags.IsEnd && tags.LocalName.SequenceEqual("Fault"u8)))
        {
            if (!tags.IsEnd && (tags.LocalName.SequenceEqual("faultcode"u8) || tags.LocalName.SequenceEqual("Value"u8)))
            {
                ReadOnlySpan<byte> code = tags.Text.Trim(" \t\r\n"u8);
                return code[(code.LastIndexOf((byte)':') + 1)..];
            }
        }

        return default;
    }
}
