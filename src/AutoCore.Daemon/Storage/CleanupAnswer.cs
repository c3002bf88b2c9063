using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// What the one-shot tells the daemon: a record a thing that went. It lies in memory (<c>/run</c>), so it is bounded: what comes after that is told
/// as one sum, and the journal has each line.
/// </summary>
internal sealed class CleanupAnswer : IDisposable
{
    private const int MostBytes = 2_000_000;
    private const int LongestRecord = 16_384;
    private const uint ReadableByAll = 0x1A4;
    private readonly SafeFolder _folder;
    private readonly FileName _name;
    private readonly FileName _incoming;
    private readonly FileStream _file;
    private CleanupTotals _more;

    /// <summary>Begins an answer in a folder that only root can write.</summary>
    public CleanupAnswer(string folder, string name)
    {
        _folder = SafeFolder.Open(folder);
        _name = new(Path.GetFileName(FileIn(folder, name)));
        _incoming = new($"{name}.incoming");
        _folder.Remove(_incoming);
        _file = _folder.Create(_incoming, ReadableByAll, bufferBytes: 16_384);
    }

    /// <summary>The file of an answer.</summary>
    public static string FileIn(string folder, string name) => Path.Combine(folder, $"{name}.removed");

    /// <summary>Adds what went.</summary>
    public void Add(CleanupItem item)
    {
        if (_file.Position > MostBytes)
            _more = _more.With(item);
        else
            Write(item);
    }

    /// <summary>Gives the answer its name: only now the daemon reads it.</summary>
    public void Finish()
    {
        if (_more.Items > 0)
            Write(new($"{_more.Items} more files; journalctl -u autocore-cleanup names them", _more.Bytes, (int)_more.Files));
        _file.Flush();
        _folder.Rename(_incoming, _folder, _name, RenameMode.Replace);
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    /// <summary>Reads an answer, a record at a time.</summary>
    public static IEnumerable<CleanupItem> Read(string file)
    {
        using var reader = new StreamReader(file);
        var record = new StringBuilder();
        while (reader.Read() is >= 0 and var next)
        {
            if (next != 0)
            {
                if (record.Length < LongestRecord)
                    record.Append((char)next);
                continue;
            }
            yield return Parse(record.ToString());
            record.Clear();
        }
    }

    private static CleanupItem Parse(string record)
    {
        var tab = record.IndexOf('\t');
        return new(record[(tab + 1)..], long.Parse(record.AsSpan(0, tab), CultureInfo.InvariantCulture));
    }

    private void Write(CleanupItem item) => _file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{item.Bytes}\t{item.What}\0")));
}
