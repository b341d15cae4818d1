namespace PodMirror.Spans;

/// <summary>
/// What messages and methods are called, from a FileDescriptorSet (descriptor.proto), as <c>protoc --descriptor_set_out</c> writes it.
/// Does not change once it is made: for any number of threads.
/// </summary>
public sealed class DescriptorSet
{
    /// <summary>Bytes of a set at most: the largest public one, of all of Google's APIs, has some 20 MiB with its comments.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly Utf8Table<RpcMethodType> _methods;
    private readonly Utf8Table<MessageType> _messages;

    internal DescriptorSet(
        IReadOnlyCollection<KeyValuePair<string, RpcMethodType>> methods, IReadOnlyCollection<KeyValuePair<string, MessageType>> messages)
    {
        _methods = new Utf8Table<RpcMethodType>(methods);
        _messages = new Utf8Table<MessageType>(messages);
        Methods = methods.Count;
        Messages = messages.Count;
    }

    /// <summary>How many methods it describes.</summary>
    public int Methods { get; }

    /// <summary>How many messages it describes.</summary>
    public int Messages { get; }

    /// <summary>
    /// The first type that is used and not in the set, which is then shown by the numbers of its fields: the set was made without
    /// <c>--include_imports</c>. Null when nothing is missing.
    /// </summary>
    public string? MissingType { get; init; }

    /// <summary>Reads a set.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="fault">Why it cannot be read; null when it can.</param>
    public static DescriptorSet? TryRead(ReadOnlySpan<byte> bytes, out string? fault) => DescriptorSetReader.Read(bytes, out fault);

    /// <summary>A method by its full name, package.Service/Method; null when it is not in the set.</summary>
    internal RpcMethodType? FindMethod(ReadOnlySpan<byte> fullName) => _methods.Find(fullName);

    /// <summary>A message by its full name.</summary>
    internal MessageType? FindMessage(ReadOnlySpan<byte> fullName) => _messages.Find(fullName);
}
