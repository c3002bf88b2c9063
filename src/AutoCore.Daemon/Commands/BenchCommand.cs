using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.SdCard.Benchmark;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore bench card</c>: how fast the card is, against the table of card classes. It leaves nothing behind.</summary>
internal static class BenchCommand
{
    private const int Steps = 6;

    public static Command Create(CommandContext context)
    {
        var path = new ValueOption<string?>("--path", ValueRule.Path, ValueRule.Text())
        {
            Description = "A folder on the card (default: the data directory)",
            HelpName = "P"
        };
        var card = new Command("card", "Measure the card's speed; takes about twenty seconds.") { path };
        card.SetAction((line, cancellationToken) =>
            RunAsync(context.LoadGood(line, line.GetValue(path) is null ? null : CommandRights.Caller), context, line.GetValue(path), cancellationToken));
        return new Command("bench", "Measure this machine.") { card };
    }

    private static async Task<int> RunAsync(LoadedSettings settings, CommandContext context, string? path, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(path ?? settings.Options.Hosting.DataDirectory);
        if (!Directory.Exists(folder))
            return Terminal.Fail($"{folder} is not there: name a folder on the card with --path");
        var place = FindPlace(folder);
        if (place.Kind == CardPlaceKind.Memory)
        {
            Console.WriteLine($"note: {place.Text}");
            Console.WriteLine("verdict: none, since memory's speed says nothing of a card");
            return ExitCodes.For(Rating.Unknown);
        }
        var free = FileSystems.ReadUsage(folder).AvailableBytes;
        if (free < CardBench.BytesNeeded * 2)
        {
            Terminal.WriteError(
                $"not enough space in {folder}: needed are {ByteSize.Format(CardBench.BytesNeeded * 2)}, free are {ByteSize.Format(free)}; make room with autocore cleanup, or name another folder with --path");
            return ExitCodes.Failed;
        }
        RootRights.DropToOwner(folder, writes: true, context.Environment);
        using var bench = new CardBench(context.Time, folder);
        bench.Prepare();
        var figures = await MeasureAsync(bench, settings.Options, context.Time, cancellationToken);
        return Print(figures, place);
    }

    private static CardPlace FindPlace(string folder)
    {
        var mount = FileSystems.ReadMounts().FindFor(FileSystems.Resolve(folder));
        return CardPlace.Judge(folder, mount,
            mount is null ? null : Path.GetFileName(new DirectoryInfo($"/sys/dev/block/{mount.Device}").LinkTarget));
    }

    private static async Task<Figures> MeasureAsync(CardBench bench, AutoCoreOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        Progress(0, "sequential write");
        var write = bench.Write(cancellationToken);
        Progress(1, "sequential read");
        var read = bench.Read(cancellationToken);
        Progress(2, "random writes");
        var random = bench.RandomWrites(cancellationToken);
        Progress(3, "SQLite");
        var (inserts, selects) = bench.Sqlite(cancellationToken);
        Progress(4, "boot");
        var boot = await new BootProbe(time).ReadAsync(cancellationToken);
        Progress(5, "Python import");
        var imports = new List<double?>();
        foreach (var venv in options.Neighbours.Select(n => n.VirtualEnvironment).OfType<string>())
            imports.Add(await ImportBench.MeasureAsync(venv, time, cancellationToken));
        Progress(Steps, "");
        return new(
        [
            (CardSpeedRow.Write, write), (CardSpeedRow.Read, read), (CardSpeedRow.Insert, inserts), (CardSpeedRow.Select, selects),
            (CardSpeedRow.Boot, boot), (CardSpeedRow.Import, imports.Max()),
        ], random);
    }

    private static int Print(Figures figures, CardPlace place)
    {
        if (place.Text is { } note)
            Console.WriteLine($"note: {note}");
        Console.WriteLine($"{"",-18} {"",-5} {"measured",9}  {"Class 10",9} {"UHS-I U1",9} {"U3/A1",9}  class");
        foreach (var (row, measured) in figures.Rows)
        {
            var speed = measured is { } value ? $"{Show(value),9}" : $"{"?",9}";
            var reached = measured is { } known ? CardSpeedPolicy.Name(row.ClassOf(known)) : "not measured";
            Console.WriteLine($"{row.Name,-18} {row.Unit,-5} {speed}  {Show(row.Class10),9} {Show(row.U1),9} {Show(row.U3),9}  {reached}");
        }
        Console.WriteLine($"{"4 KB random write",-18} {"1/s",-5} {Show(figures.RandomWrites),9}  (A2: {CardSpeedPolicy.A2WritesPerSecond})");
        if (place.Kind == CardPlaceKind.Between)
        {
            Console.WriteLine("verdict: none, since these are not the figures of one card");
            return ExitCodes.For(Rating.Unknown);
        }
        var verdict = CardSpeedPolicy.Evaluate(figures.Rows);
        Console.WriteLine(Terminal.Paint($"verdict: {verdict.Text}", verdict.Rating));
        return ExitCodes.For(verdict.Rating);
    }

    private static string Show(double value) => value.ToString(value < 10 ? "0.0#" : "0", CultureInfo.InvariantCulture);

    private static void Progress(int done, string next)
    {
        if (Console.IsErrorRedirected)
            return;
        const int width = 30;
        var filled = width * done / Steps;
        Console.Error.Write(done == Steps ? "\r\e[K" : $"\r\e[K[{new string('#', filled)}{new string('.', width - filled)}] {next}");
    }

    /// <summary>What was measured.</summary>
    private sealed record Figures(IReadOnlyList<(CardSpeedRow Row, double? Measured)> Rows, double RandomWrites);
}
