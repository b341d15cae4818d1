namespace PodMirror.Catalog.Schemas;

/// <summary>
/// What was seen at one place of a body: how often which type, and the facts of each type. Two of them add up to one, so that endpoints can be
/// merged.
/// </summary>
internal class SchemaNode(bool isSecret = false)
{
    /// <summary>Values of one type, from which on the counts are halved; a state takes twice as many.</summary>
    public const int MostSeen = 1 << 28;

    /// <summary>How often null stood here.</summary>
    public int Nulls { get; set; }

    /// <summary>How often true or false.</summary>
    public int Booleans { get; set; }

    /// <summary>How often a number without fraction and exponent.</summary>
    public int Integers { get; set; }

    /// <summary>How often another number.</summary>
    public int Numbers { get; set; }

    /// <summary>How often a string.</summary>
    public int Strings { get; set; }

    /// <summary>How often an object that was seen to its end: what is absent from one of these is optional.</summary>
    public int Objects { get; set; }

    /// <summary>How often an object of which the end was cut off.</summary>
    public int CutObjects { get; set; }

    /// <summary>How often an array.</summary>
    public int Arrays { get; set; }

    /// <summary>The properties of the objects; null before the first, and when it is a map.</summary>
    public PropertyTable? Properties { get; set; }

    /// <summary>The properties; none where there is no table.</summary>
    public ReadOnlySpan<SchemaProperty> Named => Properties is null ? [] : Properties.All;

    /// <summary>What the arrays hold.</summary>
    public SchemaNode? Items { get; set; }

    /// <summary>What the values of a map hold; the objects are a map when this is there.</summary>
    public SchemaNode? Values { get; set; }

    /// <summary>Facts of the strings.</summary>
    public TextFacts? Text { get; set; }

    /// <summary>Facts of the numbers.</summary>
    public NumberFacts? Range { get; set; }

    /// <summary>Whether something below was not kept, for a limit.</summary>
    public bool Capped { get; set; }

    /// <summary>Whether what stands here is secret by its name, or that of what it is below: of values types and formats alone are kept.</summary>
    public bool IsSecret { get; private set; } = isSecret;

    /// <summary>Values of every type.</summary>
    public int Seen => Nulls + Booleans + Integers + Numbers + Strings + Objects + CutObjects + Arrays;

    /// <summary>Places of the budget that it holds: itself and all below.</summary>
    public int Places
    {
        get
        {
            int places = 1 + (Items?.Places ?? 0) + (Values?.Places ?? 0);
            foreach (SchemaProperty property in Named)
            {
                places += property.Places;
            }

            return places;
        }
    }

    /// <summary>Takes a string in.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        Strings++;
        (Text ??= new TextFacts(IsSecret)).Add(text);
    }

    /// <summary>Takes in what a number was, beside its type.</summary>
    public void AddNumber(double number)
    {
        if (!IsSecret)
        {
            (Range ??= new NumberFacts()).Add(number);
        }
    }

    /// <summary>Takes what stands here, and below, for secret, and forgets what was kept of values.</summary>
    public void Hide()
    {
        IsSecret = true;
        Range = null;
        Text?.Hide();
        Items?.Hide();
        Values?.Hide();
        foreach (SchemaProperty property in Named)
        {
            property.Hide();
        }
    }

    /// <summary>Adds what another has seen; it must not be used afterwards.</summary>
    public void Absorb(SchemaNode other, SchemaBudget budget)
    {
        if (IsSecret != other.IsSecret)
        {
            Hide();
            other.Hide();
        }

        Nulls += other.Nulls;
        Booleans += other.Booleans;
        Integers += other.Integers;
        Numbers += other.Numbers;
        Strings += other.Strings;
        CutObjects += other.CutObjects;
        Arrays += other.Arrays;
        Capped |= other.Capped;
        Text = TextFacts.Sum(Text, other.Text);
        Range = NumberFacts.Sum(Range, other.Range);
        Items = Sum(Items, other.Items, budget);
        AbsorbObjects(other, budget);
        Objects += other.Objects;
    }

    /// <summary>
    /// Halves what was counted, here and below, wherever it is so much that the next minutes could pass what a count and a state hold: the shares
    /// that all of it is for stay what they are.
    /// </summary>
    public void Age()
    {
        while (Math.Max(Math.Max(Strings, Integers), Math.Max(Objects, CutObjects)) > MostSeen
            || Math.Max(Math.Max(Nulls, Booleans), Math.Max(Numbers, Arrays)) > MostSeen)
        {
            Halve();
        }

        Items?.Age();
        Values?.Age();
        foreach (SchemaProperty property in Named)
        {
            property.Age();
        }
    }

    /// <summary>Makes one of two, either of which may be absent.</summary>
    public static SchemaNode? Sum(SchemaNode? first, SchemaNode? second, SchemaBudget budget)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        first.Absorb(second, budget);
        budget.Give(1);
        return first;
    }

    /// <summary>Takes the objects for a map: what the properties hold is what its values hold.</summary>
    public void BecomeMap(SchemaBudget budget)
    {
        foreach (SchemaProperty property in Named)
        {
            Values = Sum(Values, property, budget);
        }

        Values ??= new SchemaNode(IsSecret);
        Properties = null;
    }

    private void Halve()
    {
        foreach (SchemaProperty property in Named)
        {
            property.HalvePresence(Objects);
        }

        Nulls /= 2;
        Booleans /= 2;
        Integers /= 2;
        Numbers /= 2;
        Strings /= 2;
        Objects /= 2;
        CutObjects /= 2;
        Arrays /= 2;
        Text?.Halve();
    }

    private void AbsorbObjects(SchemaNode other, SchemaBudget budget)
    {
        if (Values is not null || other.Values is not null)
        {
            BecomeMapIfNot(budget);
            other.BecomeMapIfNot(budget);
            Values = Sum(Values, other.Values, budget);
            return;
        }

        foreach (SchemaProperty property in other.Named)
        {
            Properties ??= new PropertyTable();
            if (!Properties.TryAbsorb(property, budget))
            {
                Capped = true;
                budget.Give(property.Places);
            }
        }
    }

    private void BecomeMapIfNot(SchemaBudget budget)
    {
        if (Values is null)
        {
            BecomeMap(budget);
        }
    }
}
