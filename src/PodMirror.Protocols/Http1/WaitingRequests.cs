namespace PodMirror.Protocols;

/// <summary>The requests that wait for their responses, in the order in which they came: a list through the messages themselves.</summary>
internal struct WaitingRequests
{
    /// <summary>The one that waits longest, or null.</summary>
    public Message? First { get; private set; }

    /// <summary>The latest, or null.</summary>
    public Message? Last { get; private set; }

    public int Count { get; private set; }

    /// <summary>Whether a message is in the queue; it is in no other.</summary>
    public readonly bool Contains(Message message) => message.NextInQueue is not null || ReferenceEquals(message, Last);

    public void Enqueue(Message request)
    {
        if (Last is null)
        {
            First = request;
        }
        else
        {
            Last.NextInQueue = request;
        }

        Last = request;
        Count++;
    }

    /// <summary>Takes the first out; there must be one.</summary>
    public void Dequeue()
    {
        Message first = First!;
        First = first.NextInQueue;
        if (First is null)
        {
            Last = null;
        }

        first.NextInQueue = null;
        Count--;
    }
}
