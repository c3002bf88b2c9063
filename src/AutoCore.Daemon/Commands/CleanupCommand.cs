using System.CommandLine;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cleanup</c>: the clean-up steps by hand; with <c>--dry-run</c> the list of what a run would remove.</summary>
internal static class CleanupCommand
{
    public static Command Create(CommandContext context)
    {
        var days = new ValueOption<int?>("--days", "a whole number from 0 to 36500",
            TryDays)
        { Description = "Keep pictures of so many days instead of the configured ones", HelpName = "N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would go, pictures by their day; with --verbose each of them" };
        var archive = new Option<bool>("--archive") { Description = "Archive pictures before they go" };
        var command = new Command("cleanup", "Remove expired pictures, and more while the card is fuller than its target.") { days, dryRun, archive };
        command.SetAction(
            (line, cancellationToken) => RunAsync(context, line, line.GetValue(days), line.GetValue(archive), line.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static bool TryDays(string text, out int? days)
    {
        days = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 36_500 ? number : null;
        return days is not null;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult line, int? days, bool archive, bool dryRun, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildAsOwner(context.LoadGood(line), context, line.GetValue(context.Verbose));
        var planned = await host.Services.GetRequiredService<CleanupPlanner>().PlanAsync(days, archive, cancellationToken);
        if (dryRun)
        {
            Print(planned, host.Services.GetRequiredService<CamerasOptions>().Root, line.GetValue(context.Verbose));
            return ExitCodes.Good;
        }
        var runner = host.Services.GetRequiredService<CleanupRunner>();
        var results = new List<CleanupResult>();
        foreach (var (step, plan) in planned.Where(p => p.Plan.Totals.Items > 0))
        {
            var result = await runner.RunAsync(step, plan, item => Console.WriteLine($"removed {item.What} ({item.Bytes} bytes)"), cancellationToken);
            Console.WriteLine($"{step.Name}: {result.Removed} removed, {ByteSize.Format(result.Bytes)} freed");
            results.Add(result);
        }
        if (results.Count == 0)
            Console.WriteLine("there is nothing to remove");
        return results.TrueForAll(r => r.Problem is null) ? ExitCodes.Good : ExitCodes.Partly;
    }

    /// <summary>Pictures are told by their day: of a year that went there would be a line each otherwise.</summary>
    private static void Print(IReadOnlyList<PlannedStep> planned, string root, bool verbose)
    {
        foreach (var (step, plan) in planned)
        {
            var days = new SortedDictionary<DateOnly, (int Pictures, long Bytes)>();
            foreach (var item in plan.Items)
            {
                if (verbose || DayOf(item, root) is not { } day)
                {
                    Console.WriteLine($"would remove {item.What} ({item.Bytes} bytes)");
                    continue;
                }
                var (pictures, bytes) = days.GetValueOrDefault(day);
                days[day] = (pictures + 1, bytes + item.Bytes);
            }
            foreach (var (day, (pictures, bytes)) in days)
                Console.WriteLine($"would remove {pictures} {(pictures == 1 ? "picture" : "pictures")} of {day:yyyy-MM-dd} ({ByteSize.Format(bytes)})");
            if (plan.Totals.Items > 0)
                Console.WriteLine($"{step.Name}: {plan.Totals.Items} would go, {ByteSize.Format(plan.Bytes)} would be freed");
            else if ((plan.SkippedBecause ?? plan.Note) is { } because)
                Console.WriteLine($"{step.Name}: skipped: {because}");
        }
        if (planned.All(p => p.Plan.Totals.Items == 0))
            Console.WriteLine("there is nothing to remove");
    }

    private static DateOnly? DayOf(CleanupItem item, string root) =>
        PictureNames.TryParse(Path.GetRelativePath(root, item.What), out var name) && name.Taken is { } taken ? DateOnly.FromDateTime(taken) : null;
}
