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

    private readonly Redactor _redactor;
    private readonly BodyReader _bodies;
    private readonly int _maxBodyBytes;
    private readonly ByteBuffer _scratch = new(MaxPartBytes);

    // Made at the first WebSocket, as most captures have none.
    private WebSocketConversation? _conversation;

    /// <summary>Makes the view.</summary>
    /// <param name="redact">Whether secrets are replaced, and bodies that nobody can look into left out.</param>
    /// <param name="maxBodyBytes">Bytes of a decoded body, or of all messages of a WebSocket's direction, that are shown.</param>
    /// <param name="descriptors">What the messages of gRPC are called; null when nobody knows.</param>
    public WireContents(bool redact, int maxBodyBytes, DescriptorSet? descriptors = null)
    {
        _redactor = new Redactor(redact ? RedactionRules.Default : null);
        _maxBodyBytes = maxBodyBytes;
        _bodies = new BodyReader(_redactor, maxBodyBytes, descriptors) { ShowsUndecodable = !redact };
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

    /// <summary>What is shown of a message's body. The frames of a WebSocket are none: <see cref="Conversation"/> has what is inside them.</summary>
    /// <param name="message">The message.</param>
    /// <param name="target">The target of its request, which says what gRPC's messages are.</param>
    public ShownBody Body(in MessageView message, ReadOnlySpan<byte> target) =>
        message.Framed.Framing == ContentFraming.WebSocket ? default : _bodies.Read(message, target);

    /// <summary>The messages of a WebSocket, from the first on: those that have a time, and as much of them as of a body.</summary>
    public WebSocketConversation Conversation(in ExchangeRecord exchange)
    {
        _conversation ??= new WebSocketConversation(_redactor, _maxBodyBytes);
        _conversation.Read(exchange, 2 * FramedMarks.MaxCount);
        return _conversation;
    }

    /// <inheritdoc />
    public void Dispose() => _bodies.Dispose();
}
