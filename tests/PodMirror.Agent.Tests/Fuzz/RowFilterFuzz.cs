using System.Text;
using PodMirror.Agent.Filter;
using PodMirror.Agent.Tests.Filter;

namespace PodMirror.Agent.Tests.Fuzz;

/// <summary>Any text as a filter: it is read or refused with a place within it, and what was read can be asked of any row.</summary>
internal static class RowFilterFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (RowFilter.TryRead(text, FilterCases.Now, out RowFilter? filter) is { } fault)
        {
            Assert.InRange(fault.Start, 0, fault.End);
            Assert.InRange(fault.End, fault.Start, text.Length);
            return;
        }

        filter!.Matches(new() { Path = input, Method = input, Service = input, Anomalies = input, Name = input });
        filter.Matches(default);
    }

    public static IEnumerable<byte[]> Seeds() =>
        FilterCases.Finding.Select(one => one.Filter).Concat(FilterCases.Failing.Select(one => one.Filter)).Select(Encoding.UTF8.GetBytes);
}
