namespace PodMirror.Spans;

/// <summary>Gives fields and methods their types, wherever in the set these stand.</summary>
internal sealed class DescriptorLinks
{
    private readonly Dictionary<string, MessageType> _messages;
    private readonly Dictionary<string, MessageType> _added = [];
    private string? _missing;

    private DescriptorLinks(Dictionary<string, MessageType> messages) => _messages = messages;

    /// <returns>The first type that is used and not there.</returns>
    internal static string? Resolve(
        Dictionary<string, MessageType> messages, Dictionary<string, EnumType> enums, IReadOnlyCollection<RpcMethodType> methods)
    {
        var links = new DescriptorLinks(messages);
        foreach (FieldType field in messages.Values.SelectMany(static message => message.Fields))
        {
            links.Resolve(field, enums);
        }

        foreach (RpcMethodType method in methods)
        {
            method.Input = links.Find(method.TypeNames.Input);
            method.Output = links.Find(method.TypeNames.Output);
        }

        foreach ((string name, MessageType message) in links._added)
        {
            messages[name] = message;
        }

        return links._missing;
    }

    private void Resolve(FieldType field, Dictionary<string, EnumType> enums)
    {
        if (field.Type == ProtobufType.Enum)
        {
            field.Enum = enums.GetValueOrDefault(field.TypeName);

            // The enum of one value, null, says nothing that its number does not.
            _missing ??= field.Enum is null && field.TypeName != "google.protobuf.NullValue" ? field.TypeName : null;
        }
        else if (field.Type is ProtobufType.Message or ProtobufType.Group)
        {
            field.Message = Find(field.TypeName);
        }
    }

    // What has a JSON form of its own needs no descriptor.
    private MessageType? Find(string name)
    {
        if (_messages.TryGetValue(name, out MessageType? message) || _added.TryGetValue(name, out message))
        {
            return message;
        }

        if (WellKnownTypes.Of(name) is not WellKnownType.None and var known)
        {
            return _added[name] = new MessageType { FullName = name, WellKnown = known };
        }

        _missing ??= name;
        return null;
    }
}
