using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Drift;

/// <summary>
/// What schemas allow at one place, one of which holds there: their combinations undone. What is seen is the sum of many values, so that a property
/// is described when
/// one alternative has it, and required when all have it.
/// </summary>
internal sealed class SchemaView
{
    /// <summary>The types that are allowed.</summary>
    public JsonTypes Types { get; private set; } = JsonTypes.All;

    /// <summary>What the properties may be.</summary>
    public Dictionary<string, List<DescribedSchema>> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>The properties that have to be there.</summary>
    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>What arrays may hold.</summary>
    public List<DescribedSchema> Items { get; } = [];

    /// <summary>What properties that are not named may be.</summary>
    public List<DescribedSchema> Additional { get; } = [];

    /// <summary>The strings that are allowed; null for all.</summary>
    public HashSet<string>? Enumeration { get; private set; }

    /// <summary>The formats of which strings may have one; null for any, or where no strings are allowed.</summary>
    public HashSet<string>? Formats { get; private set; }

    /// <summary>Whether objects may have anything: nothing is said about what they have.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Of schemas of which one holds.</summary>
    /// <param name="schemas">The schemas; none is anything.</param>
    /// <param name="budget">What may be looked at; past it everything is allowed.</param>
    public static SchemaView Of(IReadOnlyList<DescribedSchema> schemas, ViewBudget budget)
    {
        if (schemas.Count == 0)
        {
            return Anything();
        }

        SchemaView first = Of(schemas[0], budget);
        for (int i = 1; i < schemas.Count; i++)
        {
            first.Or(Of(schemas[i], budget));
        }

        return first;
    }

    private static SchemaView Anything() => new() { IsOpen = true };

    private static SchemaView Of(DescribedSchema schema, ViewBudget budget)
    {
        if (!budget.TryEnter())
        {
            return Anything();
        }

        SchemaView view = Own(schema);
        foreach (DescribedSchema part in schema.AllOf)
        {
            view.And(Of(part, budget));
        }

        if (schema.AnyOf.Count > 0)
        {
            view.And(Of(schema.AnyOf, budget));
        }

        budget.Leave();
        return view;
    }

    private static SchemaView Own(DescribedSchema schema)
    {
        var view = new SchemaView
        {
            Types = schema.Types == JsonTypes.None ? JsonTypes.All : schema.Types,
            Enumeration = schema.Enumeration?.ToHashSet(StringComparer.Ordinal),
            Formats = schema.Types == JsonTypes.None || (schema.Types & JsonTypes.String) != 0 ? FormatComparer.Of(schema) : null,
            IsOpen = schema.HasPatterns || (schema.Properties.Count == 0 && schema.AdditionalProperties is null),
        };
        foreach ((string name, DescribedSchema property) in schema.Properties)
        {
            view.Properties.Add(name, [property]);
        }

        view.Required.UnionWith(schema.Required);
        view.Items.AddRange(schema.Items is null ? [] : [schema.Items]);
        view.Additional.AddRange(schema.AdditionalProperties is null ? [] : [schema.AdditionalProperties]);
        return view;
    }

    // Both hold. A part that says nothing about objects leaves them as closed as the others make them.
    private void And(SchemaView other)
    {
        Types &= other.Types;
        IsOpen &= other.IsOpen;
        Enumeration = Enumeration ?? other.Enumeration;
        Formats = Formats ?? other.Formats;
        Required.UnionWith(other.Required);
        AddMembers(other);
    }

    // One of both holds.
    private void Or(SchemaView other)
    {
        bool bothObjects = (Types & other.Types & JsonTypes.Object) != 0;
        if (bothObjects)
        {
            Required.IntersectWith(other.Required);
            IsOpen |= other.IsOpen;
        }
        else if ((other.Types & JsonTypes.Object) != 0)
        {
            Required.UnionWith(other.Required);
            IsOpen = other.IsOpen;
        }

        if ((other.Types & JsonTypes.String) != 0)
        {
            bool isFirst = (Types & JsonTypes.String) == 0;
            Formats = isFirst ? other.Formats : Formats is null || other.Formats is null ? null : [.. Formats, .. other.Formats];
        }

        Types |= other.Types;
        Enumeration = Enumeration is null || other.Enumeration is null ? null : [.. Enumeration, .. other.Enumeration];
        AddMembers(other);
    }

    private void AddMembers(SchemaView other)
    {
        foreach ((string name, List<DescribedSchema> schemas) in other.Properties)
        {
            if (Properties.TryGetValue(name, out List<DescribedSchema>? mine))
            {
                mine.AddRange(schemas);
            }
            else
            {
                Properties.Add(name, [.. schemas]);
            }
        }

        Items.AddRange(other.Items);
        Additional.AddRange(other.Additional);
    }
}
