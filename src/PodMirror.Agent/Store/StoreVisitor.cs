using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Store;

/// <summary>Takes the spans of one request into the store. A source is inserted with its first span, so that none is there without one.</summary>
internal ref struct StoreVisitor(StoreSession session, StoreRates rates, long receivedNs) : ISpanVisitor
{
    private ReadOnlySpan<byte> _resource;
    private ReadOnlySpan<byte> _scope;
    private SourceNames _names;
    private StoreRate? _rate;
    private long _resourceId;
    private long _scopeId;
    private int _epoch;

    /// <inheritdoc/>
    public void OnResource(ReadOnlySpan<byte> resource, int tagPosition)
    {
        _resource = resource;
        _resourceId = 0;
        _names = SourceNames.Of(resource);
        _rate = rates.Of(_names.Service, resource);
    }

    /// <inheritdoc/>
    public void OnScope(ReadOnlySpan<byte> scope, int tagPosition)
    {
        _scope = scope;
        _scopeId = 0;
    }

    /// <inheritdoc/>
    public void OnSpan(ReadOnlySpan<byte> span, int tagPosition)
    {
        if (session.IsFull)
        {
            session.Commit();
            session.Begin();
        }

        if (!session.TakesNext(_rate ?? rates.Usual))
        {
            return;
        }

        if (_epoch != session.Sources.Epoch)
        {
            (_resourceId, _scopeId, _epoch) = (0, 0, session.Sources.Epoch);
        }

        _resourceId = _resourceId == 0 ? session.Sources.Resource(_resource) : _resourceId;
        _scopeId = _scopeId == 0 ? session.Sources.Scope(_scope) : _scopeId;
        session.Insert(span, _names, _resourceId, _scopeId, receivedNs);
    }
}
