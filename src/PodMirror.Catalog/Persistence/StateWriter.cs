using System.Buffers;
using System.Text;
using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Persistence;

/// <summary>
/// Writes a catalog: a magic number, a version, then services; numbers as LEB128, text as its length and UTF-8. What responses were seen to hold
/// (<see cref="ValueTable"/>) is left out: it is learned again within minutes.
/// </summary>
internal sealed class StateWriter(IBufferWriter<byte> into)
{
    /// <summary>The first bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "PMCAT"u8;

    /// <summary>The version of the format. A reader takes the older ones, which have less, and refuses any other.</summary>
    public const byte Version = 4;

    private const int LongestNumber = 10;

    /// <summary>Writes services.</summary>
    public void Write(IReadOnlyCollection<ServiceState> services, long refusedCalls)
    {
        into.Write(Magic);
        Number(Version);
        Number(refusedCalls);
        Number(services.Count);
        foreach (ServiceState service in services)
        {
            Write(service);
        }
    }

    /// <summary>Writes bytes without their length.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => into.Write(bytes);

    /// <summary>Writes a number that is not negative.</summary>
    public void Number(long number)
    {
        Span<byte> bytes = into.GetSpan(LongestNumber);
        int length = 0;
        ulong rest = (ulong)number;
        while (rest >= 0x80)
        {
            bytes[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        bytes[length++] = (byte)rest;
        into.Advance(length);
    }

    /// <summary>Writes a number of any kind.</summary>
    public void Real(double number) => Number(BitConverter.DoubleToInt64Bits(number));

    /// <summary>Writes text.</summary>
    public void Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, into.GetSpan(Math.Max(1, length)));
        into.Advance(length);
    }

    /// <summary>Writes text, or that there is none.</summary>
    public void OptionalText(string? text)
    {
        Number(text is null ? 0 : 1);
        if (text is not null)
        {
            Text(text);
        }
    }

    /// <summary>Writes bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        into.Write(bytes);
    }

    private void Write(ServiceState service)
    {
        Text(service.Name);
        Number(service.Calls);
        Number(service.Unconfirmed);
        Number(service.Refused);
        Number(service.SearchedAt);
        Number(service.NextSearch);
        Number(service.Tree.Capped ? 1 : 0);
        Number(service.Rules.Count);
        foreach ((TemplateRule rule, RuleOrigins origins) in service.Rules)
        {
            Number((int)rule.Kind);
            Text(rule.Template);
            Number((int)origins);
        }

        Number((long)service.Description);
        Number(service.Mirrored ? 1 : 0);
        Number(service.Dismissed.Count);
        foreach (SensitiveDismissal dismissal in service.Dismissed)
        {
            Text(dismissal.Method);
            Text(dismissal.Template);
            Text(dismissal.Kind);
            Text(dismissal.Where);
            Number(dismissal.Operation is null ? 0 : 1);
            if (dismissal.Operation is not null)
            {
                Text(dismissal.Operation);
            }
        }

        CallerStates.Write(this, service);
        Write(service.Tree.Root);
    }

    private void Write(PathNode node)
    {
        Text(node.Literal);
        Number((int)node.Rule);
        Number(node.Calls);
        Number(node.ComparedAt);
        Number(node.VisitedAt);
        Number(node.HasNewChild ? 1 : 0);
        Number(node.Capped ? 1 : 0);
        Write(node.Values);
        Number(node.Endpoints?.Count ?? 0);
        foreach (EndpointState endpoint in node.Endpoints ?? [])
        {
            EndpointWriter.Write(this, endpoint);
        }

        Number(node.Children.Count);
        foreach (PathNode child in node.Children.Values)
        {
            Write(child);
        }

        Number(node.Parameter is null ? 0 : 1);
        if (node.Parameter is not null)
        {
            Write(node.Parameter);
        }
    }

    private void Write(ParameterValues? values)
    {
        Number(values is null ? 0 : 1);
        if (values is null)
        {
            return;
        }

        OptionalText(values.Name);
        foreach (long count in values.ByType)
        {
            Number(count);
        }

        Number(values.Distinct.Count);
        foreach (uint hash in values.Distinct)
        {
            Number(hash);
        }

        Number(values.Samples.Count);
        foreach (string sample in values.Samples)
        {
            Text(sample);
        }
    }
}
