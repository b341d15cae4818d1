using System.Buffers.Binary;

namespace PodMirror.Bench.Load;

/// <summary>
/// Removes packets of a capture of this load at random, and writes down what each exchange lost. A connection has one exchange at a
/// time, so that a packet belongs to the request that was seen last on it, in whichever direction it went. A packet that TCP sent twice and of
/// which one is left lost nothing.
/// </summary>
internal static class Thinner
{
    /// <summary>Thins a file; the truth has a line an exchange: number, payload packets lost of the request, and of the response.</summary>
    public static int Run(Arguments arguments)
    {
        var random = new Random(arguments.Number("--seed", 1));
        int perMille = arguments.Number("--per-mille", 10);
        var ledger = new LossLedger();
        using var file = new CaptureFile(arguments.Text("--in"));
        using var thinned = new FileStream(arguments.Text("--out"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        thinned.Write(file.Header);
        int packets = 0;
        int removed = 0;
        while (file.Next())
        {
            packets++;
            bool remove = random.Next(1000) < perMille;
            Note(file.Frame, remove, ledger);
            if (remove)
            {
                removed++;
            }
            else
            {
                thinned.Write(file.Record);
            }
        }

        SortedDictionary<int, (int Request, int Response)> lost = ledger.Lost();
        File.WriteAllLines(arguments.Text("--truth"), lost.Select(l => $"{l.Key}\t{l.Value.Request}\t{l.Value.Response}"));
        Console.WriteLine($"{{\"packets\":{packets},\"removed\":{removed},\"pairs\":{lost.Count}}}");
        return 0;
    }

    private static void Note(ReadOnlySpan<byte> frame, bool removed, LossLedger ledger)
    {
        // Ethernet, IPv4, TCP: the only thing that this load is made of.
        if (frame.Length < 54 || frame[12] != 8 || frame[13] != 0 || frame[23] != 6)
        {
            return;
        }

        ReadOnlySpan<byte> ip = frame[14..];
        ReadOnlySpan<byte> tcp = ip[((ip[0] & 15) * 4)..BinaryPrimitives.ReadUInt16BigEndian(ip[2..])];
        ReadOnlySpan<byte> payload = tcp[((tcp[12] >> 4) * 4)..];
        ushort source = BinaryPrimitives.ReadUInt16BigEndian(tcp);
        ushort destination = BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]);
        if (payload.IsEmpty)
        {
            return;
        }

        // The client's port is the higher one: the server listens below the ephemeral ports.
        bool up = source > destination;
        ushort connection = Math.Max(source, destination);
        if (up && payload.StartsWith("POST /r/"u8))
        {
            ledger.Begin(connection, Wire.Field(payload, "POST /r/"u8));
        }

        ledger.Note(new Segment(connection, up, BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]), payload.Length), removed);
    }
}
