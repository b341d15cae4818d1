using Microsoft.Extensions.Primitives;
using PodMirror.Agent.Filter;

namespace PodMirror.Agent.Api;

/// <summary>The parameter that takes a filter of docs/filter.md: of the list, and of the live stream, which has no other.</summary>
internal static class FilterParameter
{
    /// <summary>Its name.</summary>
    public const string Name = "filter";

    /// <summary>Reads its value; what is wrong is a problem that says where.</summary>
    public static Problem? TryRead(StringValues values, TimeProvider clock, out RowFilter? filter)
    {
        filter = null;
        if (values.Count != 1 || values[0] is not { Length: > 0 } text)
        {
            return Problem.OfParameter(Name, "give it once, and not empty");
        }

        return RowFilter.TryRead(text, clock.GetUtcNow(), out filter) is { } fault
            ? Problem.OfParameter(Name, fault.Message) with { Span = (fault.Start, fault.End) }
            : null;
    }

    /// <summary>Reads a query in which nothing else may stand: what is silently left out would show the wrong rows.</summary>
    public static Problem? TryRead(IQueryCollection query, TimeProvider clock, out RowFilter? filter)
    {
        filter = null;
        foreach ((string name, StringValues values) in query)
        {
            Problem? problem = name == Name
                ? TryRead(values, clock, out filter)
                : Problem.OfParameter(name, $"there is no such parameter; there is {Name}");
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }
}
