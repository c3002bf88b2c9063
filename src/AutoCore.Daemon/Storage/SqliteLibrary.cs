using System.Reflection;
using System.Runtime.InteropServices;
using AutoCore.Daemon.Hosting;
using SQLitePCL;

namespace AutoCore.Daemon.Storage;

/// <summary>Binds SQLite to the distribution's library, which the distribution patches, instead of a bundled one of its own age.</summary>
internal static class SqliteLibrary
{
    private const string BoundName = "e_sqlite3";
    private const string File = "libsqlite3.so.0";
    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Must be called before the first connection; does its work once.</summary>
    /// <exception cref="StartFailure">The library is not installed.</exception>
    public static void Load() => _ = Bound.Value;

    private static bool Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
        }
        catch (DllNotFoundException e)
        {
            throw new StartFailure(ExitCodes.Failed, $"{File} was not found: install it with apt install libsqlite3-0", e);
        }
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == BoundName ? NativeLibrary.Load(File, assembly, path) : 0;
}
