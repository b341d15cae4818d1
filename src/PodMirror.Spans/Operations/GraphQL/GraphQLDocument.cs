namespace PodMirror.Spans;

/// <summary>
/// Finds the operation of a document (GraphQL specification, section 2.3 and 6.1): by its name among several, fragments before or after it.
/// What stands inside braces is passed over by counting them.
/// </summary>
internal readonly ref struct GraphQLDocument
{
    private GraphQLDocument(GraphQLKind kind, ReadOnlySpan<byte> name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>The type of the operation; unknown where there are several and none is meant by its name.</summary>
    internal GraphQLKind Kind { get; }

    /// <summary>Its name; empty when it has none.</summary>
    internal ReadOnlySpan<byte> Name { get; }

    /// <summary>Reads a document.</summary>
    /// <param name="text">The document, which may be cut.</param>
    /// <param name="wanted">The name of the operation that is meant; empty when none was said.</param>
    /// <param name="document">What was found.</param>
    /// <returns>False when the text does not begin as a document of operations and fragments does.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted, out GraphQLDocument document)
    {
        document = default;
        var tokens = new GraphQLTokens(text);
        int operations = 0;
        bool isDocument = false;
        while (tokens.MoveNext())
        {
            if (tokens.Kind == GraphQLToken.Value)
            {
                // A description (section 2.2 of the 2025 edition).
                continue;
            }

            if (!TryReadDefinition(ref tokens, out GraphQLDocument found))
            {
                break;
            }

            isDocument = true;
            if (found.Kind == GraphQLKind.Unknown)
            {
                continue;
            }

            operations++;
            if (wanted.IsEmpty ? operations == 1 : found.Name.SequenceEqual(wanted))
            {
                document = found;
            }
        }

        if (operations > 1 && wanted.IsEmpty)
        {
            document = default;
        }

        return isDocument;
    }

    // The tokens stand at the definition's first, and afterwards at its last. Of a fragment the kind stays unknown.
    private static bool TryReadDefinition(scoped ref GraphQLTokens tokens, out GraphQLDocument found)
    {
        found = default;
        if (tokens.IsMark((byte)'{'))
        {
            // The short form of a query: what it selects begins with a name or with a fragment. JSON begins with a text.
            if (!tokens.MoveNext() || (tokens.Kind != GraphQLToken.Name && !tokens.IsMark((byte)'.')))
            {
                return false;
            }

            found = new GraphQLDocument(GraphQLKind.Query, default);
            SkipSelection(ref tokens);
            return true;
        }

        GraphQLKind kind = GraphQLKinds.Of(tokens.Text);
        if (tokens.Kind != GraphQLToken.Name || (kind == GraphQLKind.Unknown && !tokens.Text.SequenceEqual("fragment"u8)) || !tokens.MoveNext())
        {
            return false;
        }

        ReadOnlySpan<byte> name = default;
        if (tokens.Kind == GraphQLToken.Name)
        {
            name = tokens.Text;
            if (!tokens.MoveNext())
            {
                return false;
            }
        }

        found = new GraphQLDocument(kind, name);
        return TrySkipHead(ref tokens, isFragment: kind == GraphQLKind.Unknown) && SkipSelection(ref tokens);
    }

    // Variables in parentheses, directives with arguments, a fragment's type: up to the brace that opens the selection.
    private static bool TrySkipHead(scoped ref GraphQLTokens tokens, bool isFragment)
    {
        if (isFragment ? !tokens.Text.SequenceEqual("on"u8) : !(tokens.IsMark((byte)'{') || tokens.IsMark((byte)'(') || tokens.IsMark((byte)'@')))
        {
            return false;
        }

        int parentheses = 0;
        do
        {
            parentheses += tokens.IsMark((byte)'(') ? 1 : tokens.IsMark((byte)')') ? -1 : 0;
            if (parentheses == 0 && tokens.IsMark((byte)'{'))
            {
                return true;
            }
        }
        while (tokens.MoveNext());

        return false;
    }

    // From inside the selection, or from its first brace, to its last one; a cut document ends before.
    private static bool SkipSelection(scoped ref GraphQLTokens tokens)
    {
        int depth = 1;
        while (depth > 0 && tokens.MoveNext())
        {
            depth += tokens.IsMark((byte)'{') ? 1 : tokens.IsMark((byte)'}') ? -1 : 0;
        }

        return true;
    }
}
