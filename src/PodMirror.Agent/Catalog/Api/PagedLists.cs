using System.Globalization;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>
/// The lists that clients are reading page by page. What they are sorted by changes with each call, so the order of the first page is kept for the
/// others: whatever was in the list then is shown once. The oldest lists go when there are too many, or too long ones.
/// </summary>
internal sealed class PagedLists<T>
{
    // People that read at the same time, with room.
    private const int MaxLists = 32;

    // All lists together: 32 of all endpoints; some 8 MiB of the largest items.
    private const int MaxItems = 262_144;

    private readonly Lock _lock = new();
    private readonly List<(ulong Key, T[] Items)> _lists = [];

    // Not from zero: a cursor of the process before must not fit a list of this one.
    private ulong _nextKey = (ulong)Random.Shared.NextInt64();

    /// <summary>A page: the first where there is no cursor, else the one that the cursor leads to.</summary>
    /// <param name="cursor">The cursor; null for the first page.</param>
    /// <param name="limit">Items of a page.</param>
    /// <param name="find">Gives the whole list, for the first page.</param>
    /// <param name="page">Its items.</param>
    /// <param name="total">Items of the whole list.</param>
    /// <param name="next">The cursor of the next page; null when this one is the last.</param>
    /// <returns>False when the cursor is none, or its list is gone.</returns>
    public bool TryRead(string? cursor, int limit, Func<IEnumerable<T>> find, out T[] page, out int total, out string? next)
    {
        if (cursor is not null)
        {
            return TryNext(cursor, limit, out page, out total, out next);
        }

        T[] all = [.. find()];
        (page, total) = (First(all, limit, out next), all.Length);
        return true;
    }

    /// <summary>The first page of a list.</summary>
    /// <param name="items">The whole list.</param>
    /// <param name="limit">Items of a page.</param>
    /// <param name="next">The cursor of the next page; null when this one is the last.</param>
    private T[] First(T[] items, int limit, out string? next)
    {
        if (items.Length <= limit)
        {
            next = null;
            return items;
        }

        lock (_lock)
        {
            while (_lists.Count == MaxLists || (_lists.Count > 0 && _lists.Sum(list => list.Items.Length) + items.Length > MaxItems))
            {
                _lists.RemoveAt(0);
            }

            _lists.Add((++_nextKey, items));
            next = Cursor(_nextKey, limit);
        }

        return items[..limit];
    }

    /// <summary>A further page; false when the cursor is none, or its list is gone.</summary>
    private bool TryNext(string cursor, int limit, out T[] page, out int total, out string? next)
    {
        (page, total, next) = ([], 0, null);
        int dash = cursor.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0
            || !ulong.TryParse(cursor.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong key)
            || !int.TryParse(cursor.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int start))
        {
            return false;
        }

        T[]? items;
        lock (_lock)
        {
            items = _lists.Find(list => list.Key == key).Items;
        }

        if (items is null || start < 0 || start >= items.Length)
        {
            return false;
        }

        int end = (int)Math.Min(items.Length, (long)start + limit);
        (page, total) = (items[start..end], items.Length);
        next = end < items.Length ? Cursor(key, end) : null;
        return true;
    }

    private static string Cursor(ulong key, int start) => string.Create(CultureInfo.InvariantCulture, $"{key:x}-{start:x}");
}
