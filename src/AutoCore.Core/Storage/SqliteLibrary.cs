using System.Reflection;
using System.Runtime.InteropServices;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Storage;
using SQLitePCL;

namespace AutoCore.Core.Storage;

/// <summary>The SQLite library of this process.</summary>
/// <param name="Version">Its release.</param>
/// <param name="IsOwn">Whether it came with the program; else it is the distribution's.</param>
/// <param name="File">Where it was loaded from.</param>
internal sealed record LoadedSqlite(string Version, bool IsOwn, string File)
{
    /// <summary>Whether checkpoints of this process can lose what another one commits; a release that nobody can read counts as one that has it.</summary>
    public bool HasWalResetBug => SqliteRelease.HasWalResetBug(Version) ?? true;

    /// <summary>As <c>SQLite 3.53.4, the program's own (/usr/lib/autocore/libe_sqlite3.so)</c>.</summary>
    public override string ToString() => $"SQLite {Version}, {(IsOwn ? "the program's own" : "the system's")} ({File})";
}

/// <summary>
/// Binds SQLite to the library that comes with the program, beside it; only where that cannot be loaded, to the
/// distribution's.
/// </summary>
internal static class SqliteLibrary
{
    private const string BoundName = "e_sqlite3";
    private const string OwnFile = "libe_sqlite3.so";
    private const string SystemFile = "libsqlite3.so.0";
    private static readonly Lazy<LoadedSqlite> Bound = new(Bind);

    /// <summary>Must be called before the first connection; does its work once.</summary>
    /// <exception cref="StartFailure">There is none.</exception>
    public static LoadedSqlite Load() => Bound.Value;

    private static LoadedSqlite Bind()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        var own = OpenOwn(provider);
        if (own == 0 && !NativeLibrary.TryLoad(SystemFile, out own))
        {
            throw new StartFailure(ExitCodes.Failed,
                $"neither {OwnFile}, which lies beside the program, nor {SystemFile} could be loaded: install the program anew, or apt install libsqlite3-0");
        }
        var library = own;
        NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == BoundName ? library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        var file = FindFile(NativeLibrary.GetExport(library, "sqlite3_libversion"));
        return new(raw.sqlite3_libversion().utf8_to_string(), Path.GetFileName(file) == OwnFile, file);
    }

    /// <summary>Beside the program, or where a portable form keeps the libraries of its machines; 0 if there is none that runs here.</summary>
    private static nint OpenOwn(Assembly provider) =>
        NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, OwnFile), out var library)
        || NativeLibrary.TryLoad(BoundName, provider, DllImportSearchPath.AssemblyDirectory, out library) ? library : 0;

    /// <summary>The loader takes the first that fits of several places; the kernel knows which one it was.</summary>
    private static string FindFile(nint address)
    {
        foreach (var line in System.IO.File.ReadLines("/proc/self/maps"))
        {
            var words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            var bounds = words[0].Split('-');
            if (words.Length == 6 && Bound(bounds[0]) <= (ulong)address && (ulong)address < Bound(bounds[1]))
                return words[5].Trim();
        }
        return "a place that the kernel does not tell";

        static ulong Bound(string hex) => ulong.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
