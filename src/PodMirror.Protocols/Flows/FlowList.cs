namespace PodMirror.Protocols;

/// <summary>Flows in the order of being last seen: a doubly linked list through the flows themselves.</summary>
internal sealed class FlowList
{
    public Flow? Oldest { get; private set; }

    public Flow? Newest { get; private set; }

    public int Count { get; private set; }

    /// <summary>Puts a flow at the newest end, out of whatever list it was in.</summary>
    public void Touch(Flow flow)
    {
        if (ReferenceEquals(flow, Newest))
        {
            return;
        }

        flow.List?.Remove(flow);
        flow.List = this;
        Count++;
        flow.OlderFlow = Newest;
        if (Newest is null)
        {
            Oldest = flow;
        }
        else
        {
            Newest.NewerFlow = flow;
        }

        Newest = flow;
    }

    /// <summary>The flows as they are now, the oldest first.</summary>
    public Flow[] ToArray()
    {
        var flows = new Flow[Count];
        int i = 0;
        for (Flow? flow = Oldest; flow is not null; flow = flow.NewerFlow)
        {
            flows[i++] = flow;
        }

        return flows;
    }

    public void Remove(Flow flow)
    {
        Count--;
        if (flow.OlderFlow is null)
        {
            Oldest = flow.NewerFlow;
        }
        else
        {
            flow.OlderFlow.NewerFlow = flow.NewerFlow;
        }

        if (flow.NewerFlow is null)
        {
            Newest = flow.OlderFlow;
        }
        else
        {
            flow.NewerFlow.OlderFlow = flow.OlderFlow;
        }

        flow.OlderFlow = flow.NewerFlow = null;
        flow.List = null;
    }
}
