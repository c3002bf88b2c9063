namespace AutoCore.Daemon.Commands;

/// <summary>How far a copy is, on a terminal's last line; nothing where standard error is no terminal.</summary>
internal sealed class CopyBar : IDisposable
{
    private const int Width = 30;
    private const string ClearLine = "\r\e[K";
    private int _shown = -1;

    /// <summary>Shows a state, if it is a new one.</summary>
    public void Show(string what, long done, long inAll)
    {
        var percent = inAll == 0 ? 100 : (int)(done * 100 / inAll);
        if (Console.IsErrorRedirected || percent == _shown)
            return;
        _shown = percent;
        var filled = percent * Width / 100;
        Console.Error.Write(
            string.Create(CultureInfo.InvariantCulture, $"{ClearLine}[{new string('#', filled)}{new string('.', Width - filled)}] {percent,3} %  {what}"));
    }

    public void Dispose()
    {
        if (_shown >= 0)
            Console.Error.Write(ClearLine);
    }
}
