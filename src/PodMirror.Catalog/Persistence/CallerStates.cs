using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Paths;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Persistence;

/// <summary>Writes and reads who calls a service, and when.</summary>
internal static class CallerStates
{
    private const int MostCallers = 4096;

    /// <summary>Writes them.</summary>
    public static void Write(StateWriter into, ServiceState service)
    {
        Write(into, service.Recent);
        into.Number(service.Callers.All.Count);
        foreach (CallerState caller in service.Callers.All)
        {
            into.Text(caller.Name);
            into.Number(caller.Calls);
            into.Number(caller.Error);
            into.Number(caller.LastSeen);
            into.Number(caller.Mirrored ? 1 : 0);
            Write(into, caller.Recent);
        }
    }

    /// <summary>Reads them.</summary>
    public static void Read(ref StateReader from, ServiceState service)
    {
        Read(ref from, service.Recent);
        int callers = from.Length(MostCallers);
        for (int i = 0; i < callers && from.Fault is null; i++)
        {
            if (service.Callers.TryAdd(from.Text(TopNames.LongestName)) is not CallerState caller)
            {
                from.Fail("too many callers");
                return;
            }

            // Names that are no text are written as others, and may be one name then.
            caller.Calls += from.Count();
            caller.Error += from.Count();
            caller.LastSeen = Math.Max(caller.LastSeen, from.Count());
            caller.Mirrored |= from.Version >= 3 && from.Flag();
            Read(ref from, caller.Recent);
        }
    }

    /// <summary>Adds up what the endpoints say, for a state that has nothing else; when they called is not known then.</summary>
    public static void Gather(ServiceState service, PathNode node)
    {
        foreach (CountedName name in (node.Endpoints ?? []).SelectMany(endpoint => endpoint.Callers.Names))
        {
            if (service.Callers.TryAdd(name.Name) is CallerState caller)
            {
                caller.Calls += name.Count;
                caller.Error += name.Error;
                caller.LastSeen = Math.Max(caller.LastSeen, name.LastSeen);
            }
        }

        foreach (PathNode child in node.Children.Values)
        {
            Gather(service, child);
        }

        if (node.Parameter is not null)
        {
            Gather(service, node.Parameter);
        }
    }

    private static void Write(StateWriter into, RecentCalls recent)
    {
        Write(into, recent.ByMinute);
        Write(into, recent.ByHour);
    }

    private static void Write(StateWriter into, CountRing ring)
    {
        into.Number(ring.Last);
        foreach (uint count in ring.ToArray())
        {
            into.Number(count);
        }
    }

    private static void Read(ref StateReader from, RecentCalls recent)
    {
        Read(ref from, recent.ByMinute, RecentCalls.Minutes);
        Read(ref from, recent.ByHour, RecentCalls.Hours);
    }

    private static void Read(ref StateReader from, CountRing ring, int periods)
    {
        long first = from.Count() - periods + 1;
        for (int i = 0; i < periods && from.Fault is null; i++)
        {
            ring.Add(first + i, (uint)from.Within(0, uint.MaxValue));
        }
    }
}
