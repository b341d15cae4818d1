using System.Text;
using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>The whole screen of a terminal, which is as it was before when this ends. Only what changed flickers.</summary>
internal sealed class TopScreen : IDisposable
{
    private const string Begin = "\e[?1049h\e[?25l\e[H\e[2J";
    private const string End = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";

    // Before the line: behind one that fills its row the cursor still stands on the last cell, which would be cleared.
    private const string ClearLine = "\e[2K";
    private const string RestOfScreen = "\e[J";
    private const int LinesAbove = 2;

    private readonly LiveTerminal _terminal;
    private readonly Func<int> _height;
    private int _first;

    /// <summary>Takes the screen.</summary>
    internal TopScreen(LiveTerminal terminal, Func<int> height)
    {
        (_terminal, _height) = (terminal, height);
        _terminal.Output.Write(Begin);
    }

    /// <summary>Moves down, or up, by so many rows.</summary>
    internal void Move(int rows) => _first = Math.Max(0, _first + rows);

    /// <summary>Draws.</summary>
    internal void Draw(TopView view)
    {
        int width = _terminal.Width?.Invoke() ?? 0;
        int room = Math.Max(1, _height() - LinesAbove - 1);
        _first = Math.Clamp(_first, 0, Math.Max(0, view.Rows.Count - room));
        string[] lines = [.. TopText.LinesOf(view, width, _terminal.Colours)];
        var screen = new StringBuilder(Home);
        foreach (string line in lines.Take(LinesAbove).Concat(lines.Skip(LinesAbove + _first).Take(room)))
        {
            screen.Append(ClearLine).Append(line).Append("\r\n");
        }

        const string Keys = "q ends, s sorts by the next column, arrows move";
        string keys = StatusColours.Paint(StatusColours.Faint, TerminalCells.Cut(Keys, width), _terminal.Colours);
        screen.Append(RestOfScreen).Append(keys);
        _terminal.Output.Write(screen);
        _terminal.Output.Flush();
    }

    /// <summary>Gives the screen back.</summary>
    public void Dispose()
    {
        _terminal.Output.Write(End);
        _terminal.Output.Flush();
    }
}
