using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// How a number is written with separators: 0 is a digit, A an upper-case letter or a digit, _ a space or a hyphen (the same one throughout),
/// anything else is itself.
/// </summary>
internal sealed class NumberPattern
{
    /// <summary>Most digits of a pattern, those of a card.</summary>
    internal const int MaxDigits = CardNumber.MaxDigits;

    private readonly byte[] _form;
    private readonly int _lastGroup;

    /// <summary>Makes a pattern.</summary>
    /// <param name="form">How it is written.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="context">What must be said of it, by a name or before it; none when the form is enough.</param>
    internal NumberPattern(string form, SensitiveKind kind, ValueContext context = ValueContext.None)
    {
        _form = Encoding.ASCII.GetBytes(form);
        (Kind, Context) = (kind, context);
        FirstGroup = form.AsSpan().IndexOfAnyExcept('0', 'A');
        _lastGroup = form.Length - 1 - form.AsSpan().LastIndexOfAnyExcept('0', 'A');
    }

    /// <summary>What it is.</summary>
    internal SensitiveKind Kind { get; }

    /// <summary>What must be said of it.</summary>
    internal ValueContext Context { get; }

    /// <summary>Digits of the first group.</summary>
    internal int FirstGroup { get; }

    /// <summary>Bytes of the whole form.</summary>
    internal int Length => _form.Length;

    /// <summary>Reads the digits of a number that is written so.</summary>
    /// <param name="text">The text from the number's start on.</param>
    /// <param name="digits">At least <see cref="MaxDigits"/> long; letters of a CNPJ become their value, which is the ASCII code less 48.</param>
    /// <returns>The number of digits, or 0 when the text is not of this form.</returns>
    internal int Read(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        if (text.Length < _form.Length)
        {
            return 0;
        }

        int count = 0;
        byte separator = 0;
        for (int i = 0; i < _form.Length; i++)
        {
            byte b = text[i];
            if (_form[i] is (byte)'0' or (byte)'A')
            {
                if (!TextClass.IsDigit(b) && !(_form[i] == 'A' && TextClass.IsUpper(b)))
                {
                    return 0;
                }

                digits[count++] = (byte)(b - '0');
            }
            else if (!IsSeparator(_form[i], b, ref separator))
            {
                return 0;
            }
        }

        return count;
    }

    /// <summary>Whether the groups of digits go on before or after it, so that the number is a part of a longer one.</summary>
    internal bool GoesOn(scoped in ValueScan scan, int start)
    {
        int end = start + Length;
        byte separator = scan.At(start + FirstGroup);
        return (scan.At(end) == separator && scan.At(end) != 0 && DigitsFrom(scan, end + 1, 1) == _lastGroup)
            || (scan.At(start - 1) == separator && DigitsFrom(scan, start - 2, -1) == FirstGroup);
    }

    private static bool IsSeparator(byte form, byte b, ref byte separator)
    {
        if (form != '_')
        {
            return form == b;
        }

        bool isSame = separator == 0 ? b is (byte)' ' or (byte)'-' : b == separator;
        separator = b;
        return isSame;
    }

    private static int DigitsFrom(scoped in ValueScan scan, int at, int step)
    {
        int count = 0;
        while (count <= MaxDigits && TextClass.IsDigit(scan.At(at)))
        {
            count++;
            at += step;
        }

        return count;
    }
}
