using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Tests.Storage;

/// <summary>
/// A SQLite library of any release, beside the one that the program has loaded, called by its documented functions alone. Its file layer can be entered where a
/// checkpoint has read the log's
/// state and not yet gone by it: the same place where SQLite's own test enters.
/// </summary>
internal sealed unsafe class RawSqlite
{
    private const int FilePointer = 7;
    private const int Methods = 19;
    private const int Unfetch = 18;

    [ThreadStatic]
    private static Action? s_window;

    [ThreadStatic]
    private static delegate* unmanaged[Cdecl]<nint, long, nint, int> s_original;

    private readonly nint _library;

    public RawSqlite(string file)
    {
        _library = NativeLibrary.Load(file);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)Function("sqlite3_libversion"))())!;
    }

    public string Version { get; }

    public nint Open(string path)
    {
        nint connection;
        Succeed(((delegate* unmanaged[Cdecl]<byte*, nint*, int>)Function("sqlite3_open"))(Terminated(path), &connection));
        return connection;
    }

    public void Close(nint connection) => Succeed(((delegate* unmanaged[Cdecl]<nint, int>)Function("sqlite3_close"))(connection));

    public int Execute(nint connection, string sql) =>
        ((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint, nint, int>)Function("sqlite3_exec"))(connection, Terminated(sql), 0, 0, 0);

    /// <summary>The first column of the first row.</summary>
    public string Text(nint connection, string sql)
    {
        nint statement;
        Succeed(((delegate* unmanaged[Cdecl]<nint, byte*, int, nint*, nint, int>)Function("sqlite3_prepare_v2"))(connection, Terminated(sql), -1,
            &statement, 0));
        _ = ((delegate* unmanaged[Cdecl]<nint, int>)Function("sqlite3_step"))(statement);
        var text = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, int, nint>)Function("sqlite3_column_text"))(statement, 0))!;
        Succeed(((delegate* unmanaged[Cdecl]<nint, int>)Function("sqlite3_finalize"))(statement));
        return text;
    }

    /// <summary>Runs a checkpoint of a connection, and <paramref name="window"/> once between its look at the log and what it does.</summary>
    public int ExecuteWith(nint connection, string sql, Action window)
    {
        nint* file;
        var main = Terminated("main");
        Succeed(((delegate* unmanaged[Cdecl]<nint, byte*, int, nint**, int>)Function("sqlite3_file_control"))(connection, main, FilePointer, &file));
        var before = *file;
        var methods = stackalloc nint[Methods];
        new ReadOnlySpan<nint>((void*)before, Methods).CopyTo(new(methods, Methods));
        s_original = (delegate* unmanaged[Cdecl]<nint, long, nint, int>)methods[Unfetch];
        s_window = window;
        methods[Unfetch] = (nint)(delegate* unmanaged[Cdecl]<nint, long, nint, int>)&Enter;
        *file = (nint)methods;
        try
        {
            return Execute(connection, sql);
        }
        finally
        {
            *file = before;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Enter(nint file, long offset, nint page)
    {
        var window = s_window;
        s_window = null;
        window?.Invoke();
        return s_original(file, offset, page);
    }

    private static void Succeed(int code) => Assert.Equal(0, code);

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);

    /// <summary>On the heap that does not move; a test's few strings stay there.</summary>
    private static byte* Terminated(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);
}
