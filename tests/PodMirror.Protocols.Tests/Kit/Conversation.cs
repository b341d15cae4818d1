using System.Text;
using PodMirror.Capture;

namespace PodMirror.Protocols.Tests;

/// <summary>Writes the segments of one TCP connection as two well-behaved ends would send them.</summary>
internal sealed class Conversation
{
    private uint _clientNext;
    private uint _serverNext;

    public Conversation(uint clientIsn = 1000, uint serverIsn = 5000, bool handshake = true)
    {
        _clientNext = clientIsn;
        _serverNext = serverIsn;
        if (handshake)
        {
            Add(true, TcpFlags.Syn, []);
            _clientNext++;
            Add(false, TcpFlags.Syn | TcpFlags.Ack, []);
            _serverNext++;
            Add(true, TcpFlags.Ack, []);
        }
    }

    public List<Segment> Segments { get; } = [];

    public long NowNs { get; set; } = 1_700_000_000_000_000_000;

    public long StepNs { get; set; } = 1_000_000;

    /// <summary>Bytes of a segment's payload.</summary>
    public int Mss { get; set; } = 1448;

    public Conversation Client(string text) => Send(true, Encoding.Latin1.GetBytes(text));

    public Conversation Server(string text) => Send(false, Encoding.Latin1.GetBytes(text));

    public Conversation Client(byte[] bytes) => Send(true, bytes);

    public Conversation Server(byte[] bytes) => Send(false, bytes);

    public Conversation Close()
    {
        Fin(true);
        Fin(false);
        return this;
    }

    public Conversation Fin(bool fromClient)
    {
        Add(fromClient, TcpFlags.Fin | TcpFlags.Ack, []);
        if (fromClient)
        {
            _clientNext++;
        }
        else
        {
            _serverNext++;
        }

        return this;
    }

    public Conversation Reset(bool fromClient)
    {
        Add(fromClient, TcpFlags.Rst, []);
        return this;
    }

    public Conversation Acknowledge(bool fromClient)
    {
        Add(fromClient, TcpFlags.Ack, []);
        return this;
    }

    private Conversation Send(bool fromClient, byte[] bytes)
    {
        foreach (byte[] part in bytes.Chunk(Mss))
        {
            Add(fromClient, TcpFlags.Ack | TcpFlags.Psh, part);
            if (fromClient)
            {
                _clientNext += (uint)part.Length;
            }
            else
            {
                _serverNext += (uint)part.Length;
            }
        }

        return this;
    }

    private void Add(bool fromClient, TcpFlags flags, byte[] payload)
    {
        NowNs += StepNs;
        uint sequence = fromClient ? _clientNext : _serverNext;
        uint acknowledgement = (flags & TcpFlags.Ack) == 0 ? 0 : fromClient ? _serverNext : _clientNext;
        Segments.Add(new Segment(fromClient, sequence, acknowledgement, flags, payload, NowNs));
    }
}
