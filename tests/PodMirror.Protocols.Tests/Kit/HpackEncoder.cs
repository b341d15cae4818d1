using System.Text;

namespace PodMirror.Protocols.Tests.Kit;

/// <summary>An encoder that chooses at random among all that RFC 7541 allows, and says what it has told before.</summary>
internal sealed class HpackEncoder(Random random, int maxBytes = DynamicTable.InitialBytes)
{
    private readonly List<(string Name, string Value, int Block)> _table = [];
    private int _max = maxBytes;
    private int _block;

    /// <summary>By field of the last block: in which block the oldest thing was told that it refers to.</summary>
    public List<int> ToldIn { get; } = [];

    /// <summary>Encodes a block.</summary>
    public byte[] Encode(IEnumerable<(string Name, string Value)> fields)
    {
        ToldIn.Clear();
        var bytes = new List<byte>();
        foreach ((string name, string value) in fields)
        {
            EncodeField(bytes, name, value);
        }

        _block++;
        return [.. bytes];
    }

    /// <summary>A new size for the table, to be sent at the start of the next block.</summary>
    public byte[] Resize(int maxBytes)
    {
        var bytes = new List<byte>();
        PutInteger(bytes, 0x20, 5, maxBytes);
        _max = maxBytes;
        Evict(0);
        return [.. bytes];
    }

    private static int SizeOf(string name, string value) => name.Length + value.Length + 32;

    private void EncodeField(List<byte> bytes, string name, string value)
    {
        int whole = _table.FindIndex(entry => entry.Name == name && entry.Value == value);
        if (whole >= 0 && random.Next(4) > 0)
        {
            ToldIn.Add(_table[whole].Block);
            PutInteger(bytes, 0x80, 7, StaticTable.Count + 1 + whole);
            return;
        }

        int named = random.Next(2) == 0 ? _table.FindIndex(entry => entry.Name == name) : -1;
        ToldIn.Add(named >= 0 ? _table[named].Block : _block);
        bool isAdded = random.Next(3) > 0;
        PutInteger(bytes, isAdded ? 0x40 : random.Next(2) << 4, isAdded ? 6 : 4, named >= 0 ? StaticTable.Count + 1 + named : 0);
        if (named < 0)
        {
            PutText(bytes, name);
        }

        PutText(bytes, value);
        if (isAdded)
        {
            Add(name, value, named >= 0 ? _table[named].Block : _block);
        }
    }

    private void Add(string name, string value, int toldIn)
    {
        Evict(SizeOf(name, value));
        if (SizeOf(name, value) <= _max)
        {
            _table.Insert(0, (name, value, toldIn));
        }
    }

    private void Evict(int bytes)
    {
        while (_table.Count > 0 && _table.Sum(entry => SizeOf(entry.Name, entry.Value)) + bytes > _max)
        {
            _table.RemoveAt(_table.Count - 1);
        }
    }

    private static void PutText(List<byte> bytes, string text)
    {
        PutInteger(bytes, 0, 7, text.Length);
        bytes.AddRange(Encoding.Latin1.GetBytes(text));
    }

    private static void PutInteger(List<byte> bytes, int pattern, int prefixBits, int value)
    {
        int most = (1 << prefixBits) - 1;
        if (value < most)
        {
            bytes.Add((byte)(pattern | value));
            return;
        }

        bytes.Add((byte)(pattern | most));
        for (value -= most; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
