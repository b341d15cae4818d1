using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// What an endpoint takes and gives, as marks with the part of messages that have each: the paths of the keys of its JSON, its statuses and types,
/// the names of its query. Errors are left out: those of all endpoints look alike.
/// </summary>
internal sealed class ShapeProfile
{
    // Beyond these a body is told from others well enough.
    private const int MaxMarks = 128;
    private const int MaxDepth = 5;
    private const ulong Response = 0x1F;
    private const ulong Request = 0x2F;
    private const ulong Parameter = 0x3F;

    private readonly Dictionary<ulong, double> _marks = [];

    /// <summary>Answered calls that it is made of.</summary>
    public double Messages { get; private set; }

    /// <summary>The marks, each with the part of messages that have it.</summary>
    public IReadOnlyDictionary<ulong, double> Marks => _marks;

    /// <summary>Of an endpoint.</summary>
    public static ShapeProfile Of(EndpointState endpoint)
    {
        var profile = new ShapeProfile();
        foreach (BodyState body in endpoint.Bodies)
        {
            profile.Messages += body.Status is >= 200 and < 400 ? body.Messages : 0;
        }

        foreach (BodyState body in endpoint.Bodies)
        {
            if (body.Status is >= 200 and < 400)
            {
                profile.AddBody(body, Response, body.Messages / profile.Messages);
            }
            else if (body.Status == 0 && endpoint.Statuses.Accepted > 0)
            {
                profile.AddBody(body, Request, Math.Min(1, (double)body.Messages / endpoint.Statuses.Accepted));
            }
        }

        if (endpoint.Query is not null)
        {
            profile.AddProperties(endpoint.Query, Parameter, 1, MaxDepth);
        }

        return profile;
    }

    /// <summary>Adds another, by its messages.</summary>
    public void Absorb(ShapeProfile other)
    {
        double all = Messages + other.Messages;
        if (other.Messages == 0)
        {
            return;
        }

        foreach (ulong mark in _marks.Keys)
        {
            _marks[mark] *= Messages / all;
        }

        foreach ((ulong mark, double part) in other._marks)
        {
            _marks[mark] = _marks.GetValueOrDefault(mark) + (part * other.Messages / all);
        }

        Messages = all;
    }

    private void AddBody(BodyState body, ulong direction, double part)
    {
        ulong mark = TextHash.Of(body.ContentType, direction + (ulong)(body.Status * 64));
        Add(mark, part);
        if (body.Schema is not null)
        {
            AddNode(body.Schema, direction, part, 0);
        }
    }

    private void AddNode(SchemaNode node, ulong path, double part, int depth)
    {
        if (depth >= MaxDepth)
        {
            return;
        }

        if (node.Items is not null && node.Arrays > 0)
        {
            ulong items = TextHash.Of("[]", path);
            Add(items, part * node.Arrays / node.Seen);
            AddNode(node.Items, items, part * node.Arrays / node.Seen, depth + 1);
        }

        if (node.Values is not null)
        {
            ulong values = TextHash.Of("{}", path);
            Add(values, part);
            AddNode(node.Values, values, part, depth + 1);
        }

        AddProperties(node, path, part, depth);
    }

    private void AddProperties(SchemaNode node, ulong path, double part, int depth)
    {
        foreach (SchemaProperty property in node.Named)
        {
            double within = part * Math.Min(1, property.Present / (double)Math.Max(1, node.Objects));
            ulong mark = TextHash.Of(property.Name, path);
            Add(mark, within);
            AddNode(property, mark, within, depth + 1);
        }
    }

    private void Add(ulong mark, double part)
    {
        if (_marks.Count < MaxMarks || _marks.ContainsKey(mark))
        {
            _marks[mark] = Math.Min(1, _marks.GetValueOrDefault(mark) + part);
        }
    }
}
