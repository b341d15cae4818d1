using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// gRPC-Web in its text form: the messages of gRPC in base64 (RFC 4648 section 4), of which several runs may follow one another, each with its
/// own padding.
/// </summary>
internal sealed class GrpcWebTextTally(MirrorLedger ledger) : GrpcTally(ledger)
{
    private const byte Invalid = 0xFF;
    private const int GroupCharacters = 4;

    private readonly MarkPlace[] _places = new MarkPlace[GroupCharacters];
    private int _inGroup;
    private uint _bits;
    private bool _isPadded;

    /// <inheritdoc/>
    public override ContentFraming Framing => ContentFraming.GrpcWebText;

    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    private static readonly byte[] Values = ValuesOf(Alphabet);

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _inGroup = 0;
        _isPadded = false;
    }

    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length && !IsStopped; at++)
        {
            byte value = Values[bytes[at]];
            bool isPadding = bytes[at] == '=' && _inGroup >= 2;
            if ((value == Invalid && !isPadding) || (_isPadded && !isPadding))
            {
                CountFault();
                Stop();
                return;
            }

            _isPadded = isPadding;
            _places[_inGroup] = PlaceOf(at);
            _bits = (_bits << 6) | (isPadding ? 0u : value);
            TakeWhole(_inGroup);
            _inGroup = (_inGroup + 1) % GroupCharacters;
            _isPadded &= _inGroup != 0;
        }
    }

    /// <inheritdoc/>
    /// <remarks>How many of the characters that were lost were padding is lost as well.</remarks>
    protected override bool TryPassLost(ulong bytes) => false;

    /// <summary>The byte that a character completes: of a group's four, each but the first does. It begins in the character before.</summary>
    private void TakeWhole(int character)
    {
        if (character > 0 && !_isPadded)
        {
            TakeByte((byte)(_bits >> (2 * (GroupCharacters - 1 - character))), _places[character - 1]);
        }
    }

    private static byte[] ValuesOf(ReadOnlySpan<byte> alphabet)
    {
        byte[] values = new byte[256];
        Array.Fill(values, Invalid);
        for (int i = 0; i < alphabet.Length; i++)
        {
            values[alphabet[i]] = (byte)i;
        }

        return values;
    }
}
