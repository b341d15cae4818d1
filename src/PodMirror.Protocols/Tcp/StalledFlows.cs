namespace PodMirror.Protocols;

/// <summary>
/// The flows whose holes are in their grace, in the order in which it began, which is that in which it ends: a doubly linked list through
/// the flows themselves, so that only those whose time has come are looked at.
/// </summary>
internal struct StalledFlows
{
    private Flow? _last;

    /// <summary>The one that has waited longest, or null.</summary>
    public Flow? First { get; private set; }

    /// <summary>Puts a flow at the end, out of its place when it has one.</summary>
    public void Add(Flow flow)
    {
        Remove(flow);
        flow.InGrace = true;
        flow.PreviousInGrace = _last;
        if (_last is null)
        {
            First = flow;
        }
        else
        {
            _last.NextInGrace = flow;
        }

        _last = flow;
    }

    /// <summary>Takes a flow out, if it is there.</summary>
    public void Remove(Flow flow)
    {
        if (!flow.InGrace)
        {
            return;
        }

        if (flow.PreviousInGrace is { } previous)
        {
            previous.NextInGrace = flow.NextInGrace;
        }
        else
        {
            First = flow.NextInGrace;
        }

        if (flow.NextInGrace is { } next)
        {
            next.PreviousInGrace = flow.PreviousInGrace;
        }
        else
        {
            _last = flow.PreviousInGrace;
        }

        flow.InGrace = false;
        flow.NextInGrace = flow.PreviousInGrace = null;
    }
}
