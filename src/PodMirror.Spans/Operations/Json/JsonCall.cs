namespace PodMirror.Spans;

/// <summary>The members of a JSON object by which GraphQL and JSON-RPC are told, found in one pass; each as it stands on the wire.</summary>
internal ref struct JsonCall
{
    internal ReadOnlySpan<byte> Query { get; private set; }

    internal ReadOnlySpan<byte> OperationName { get; private set; }

    internal ReadOnlySpan<byte> Extensions { get; private set; }

    internal ReadOnlySpan<byte> Version { get; private set; }

    internal ReadOnlySpan<byte> Method { get; private set; }

    internal ReadOnlySpan<byte> Id { get; private set; }

    /// <summary>Whether it is a call of JSON-RPC 2.0.</summary>
    internal readonly bool IsJsonRpc => Version.SequenceEqual("\"2.0\""u8) && JsonText.IsText(Method);

    /// <summary>Reads the members of an object.</summary>
    internal static JsonCall Of(ReadOnlySpan<byte> json)
    {
        var call = default(JsonCall);
        var members = new JsonMembers(json);
        while (members.IsObject && members.MoveNext())
        {
            switch (members.Name.Length)
            {
                case 5 when members.Name.SequenceEqual("query"u8):
                    call.Query = members.Value;
                    break;
                case 13 when members.Name.SequenceEqual("operationName"u8):
                    call.OperationName = members.Value;
                    break;
                case 10 when members.Name.SequenceEqual("extensions"u8):
                    call.Extensions = members.Value;
                    break;
                case 7 when members.Name.SequenceEqual("jsonrpc"u8):
                    call.Version = members.Value;
                    break;
                case 6 when members.Name.SequenceEqual("method"u8):
                    call.Method = members.Value;
                    break;
                case 2 when members.Name.SequenceEqual("id"u8):
                    call.Id = members.Value;
                    break;
                default:
                    break;
            }
        }

        return call;
    }

    /// <summary>The value of a member of an object; empty when there is none, or when it is no object.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var members = new JsonMembers(json);
        while (members.IsObject && members.MoveNext())
        {
            if (members.Name.SequenceEqual(name))
            {
                return members.Value;
            }
        }

        return default;
    }
}
