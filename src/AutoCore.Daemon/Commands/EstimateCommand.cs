using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Estimating;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Estimating;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore estimate</c>: what the pictures will use on this card, and what is advised.</summary>
internal static class EstimateCommand
{
    /// <summary>The size of a picture where there is none to measure.</summary>
    private const double AssumedBytes = 100_000;

    private const int LabelWidth = 12;
    private const int NarrowestColumn = 12;

    public static Command Create(CommandContext context)
    {
        var command = new Command("estimate", "Show what the pictures will use on this card, what does not fit, and what is advised.");
        command.SetAction(line => Run(context.LoadGood(line).Options, context.Time));
        return command;
    }

    private static int Run(AutoCoreOptions options, TimeProvider time)
    {
        var census = StatsCommand.TakeCensus(options.Cameras, time);
        var cameras = options.Cameras.Sources.Count > 0 ? options.Cameras.Sources.Count : census.Cameras;
        if (cameras == 0)
            return Terminal.Fail("no camera is configured and no picture is there: add cameras to Cameras:Sources or Cameras:InventoryFile");
        var usage = FileSystems.ReadUsage(FileSystems.ResolveNearest(options.Cameras.Root));
        var budget = census.Total.Bytes - usage.BytesAbove(options.DiskWatchdog.WarningPercent);
        var basis = new EstimateBasis(cameras, census.MeanBytes ?? AssumedBytes, PicturesPerDay(options.Cameras, cameras), budget);
        PrintBasis(basis, census, usage, options);
        PrintTable(basis, RetentionsOf(options));
        PrintAdvice(basis);
        return ExitCodes.Good;
    }

    private static double PicturesPerDay(CamerasOptions options, int cameras) => options.Sources.Count == 0
        ? cameras * RhythmPolicy.PicturesPerDay(options.Interval, null)
        : options.Sources.Sum(c => RhythmPolicy.PicturesPerDay(options.IntervalOf(c), c.Own?.Hours?.Usual));

    private static void PrintBasis(EstimateBasis basis, PictureCensus census, FileSystemUsage usage, AutoCoreOptions options)
    {
        var size = census.MeanBytes is null ? "assumed, there is no picture yet" : $"measured on {census.Total.Pictures} pictures";
        Terminal.Write(
            $"{basis.Cameras} cameras, {ByteSize.Format((long)basis.BytesPerPicture)} a picture ({size}), {basis.PicturesPerDay:N0} pictures a day: "
            + $"{ByteSize.Format((long)basis.Round)} a round, {ByteSize.Format((long)basis.Day)} a day");
        Terminal.Write(
            $"card of {ByteSize.Format(usage.TotalBytes)} ({options.Profile.Profile.Name}): pictures may take {ByteSize.Format(Math.Max(0, basis.Budget))} until it is {options.DiskWatchdog.WarningPercent} % full");
        Console.WriteLine();
    }

    private static List<(string Name, int? Days)> RetentionsOf(AutoCoreOptions options)
    {
        var columns = new List<(string, int?)> { ("organized, kept", null), ("7 days", 7), ("30 days", 30) };
        if (options.Cameras.RetentionDays is not (7 or 30) and var days)
            columns.Add(($"now: {days} days", days));
        return columns;
    }

    private static void PrintTable(EstimateBasis basis, List<(string Name, int? Days)> retentions)
    {
        Console.WriteLine($"{"",-LabelWidth}{"snapshot",NarrowestColumn}{string.Concat(retentions.Select(r => r.Name.PadLeft(WidthOf(r.Name))))}");
        foreach (var (name, days) in EstimatePolicy.Periods)
        {
            var uses = retentions.Select(r => Cell(EstimatePolicy.History(basis, days, r.Days)).PadLeft(WidthOf(r.Name)));
            Console.WriteLine($"{name,-LabelWidth}{Cell(EstimatePolicy.Snapshot(basis)),NarrowestColumn}{string.Concat(uses)}");
        }
        Console.WriteLine("! does not fit on this card");
        Console.WriteLine();
    }

    private static int WidthOf(string column) => Math.Max(NarrowestColumn, column.Length + 2);

    private static string Cell(EstimatedUse use) => $"{ByteSize.Format(use.Bytes)}{(use.Fits ? "  " : " !")}";

    private static void PrintAdvice(EstimateBasis basis)
    {
        foreach (var advice in EstimatePolicy.Recommend(basis))
        {
            var days = advice.RetentionDays is { } kept ? $", {kept} days" : "";
            var remark = advice.Remark.Length > 0 ? $"; {advice.Remark}" : "";
            Terminal.Write($"{advice.Use + ":",-23} {advice.Mode.ToWord()}{days}, {advice.Workers} workers: {Cell(advice.Expected).TrimEnd()}{remark}");
        }
    }
}
