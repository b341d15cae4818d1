using System.Globalization;

namespace PodMirror.Agent.Store;

/// <summary>
/// The last row of a page. The next page holds what is older: rows are ordered by time and id, which never change, so no row that was there at the
/// first page is shown twice or left out, whatever arrives in between.
/// </summary>
/// <param name="TimeNs">The row's time.</param>
/// <param name="Id">The row's id.</param>
internal readonly record struct ExchangeCursor(long TimeNs, long Id)
{
    /// <summary>The form that clients hand back; they should read nothing into it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TimeNs:x}-{Id:x}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out ExchangeCursor cursor)
    {
        cursor = default;
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0
            || !long.TryParse(text.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long time)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long id))
        {
            return false;
        }

        cursor = new ExchangeCursor(time, id);
        return true;
    }
}
