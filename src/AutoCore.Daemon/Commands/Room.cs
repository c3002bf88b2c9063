using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Storage;
using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.Commands;

/// <summary>What <c>preflight</c> and <c>guard</c> share: their options, the look at the file system, and what clean-up could free on it.</summary>
internal sealed class Room
{
    /// <summary>The expected size.</summary>
    public Option<long> Need { get; } = new ValueOption<long>("--need", ByteSize.Form, ByteSize.TryParse)
    {
        Description = "How much is expected to be written",
        HelpName = "SIZE",
        Required = true
    };

    /// <summary>A folder on the file system.</summary>
    public Option<string?> At { get; } = new ValueOption<string?>("--path", ValueRule.Path, ValueRule.Text())
    {
        Description = "A folder on the file system in question",
        HelpName = "P",
        DefaultValueFactory = _ => ".",
    };

    /// <summary>How many times the expected size must be free.</summary>
    public Option<double> Factor { get; } = new ValueOption<double>("--factor", "a number above 0, up to 1000", TryFactor)
    {
        Description = "How many times the expected size must be free",
        HelpName = "F",
        DefaultValueFactory = _ => PreflightVerdict.UsualFactor,
    };

    /// <summary>Compares what is free with what is needed, and says what is missing and what clean-up could free; true if there is room.</summary>
    public async Task<bool> CheckAsync(IHost host, ParseResult line, TextWriter onSuccess, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(line.GetValue(At)!);
        var usage = FileSystems.ReadUsage(FileSystems.ResolveNearest(folder));
        var verdict = PreflightVerdict.Decide(usage, line.GetValue(Need), line.GetValue(Factor));
        var facts =
            $"{folder}: {ByteSize.Format(usage.AvailableBytes)} free, {ByteSize.Format(verdict.NeededBytes)} needed ({line.GetValue(Factor).ToString(CultureInfo.InvariantCulture)} x {ByteSize.Format(line.GetValue(Need))})";
        if (verdict.HasRoom)
        {
            await onSuccess.WriteLineAsync(facts);
            return true;
        }
        await Console.Error.WriteLineAsync($"{facts}: {ByteSize.Format(verdict.MissingBytes)} missing");
        await AdviseAsync(host, folder, cancellationToken);
        return false;
    }

    /// <summary>Says on standard error what clean-up could free on the file system of a folder.</summary>
    public static async Task AdviseAsync(IHost host, string folder, CancellationToken cancellationToken)
    {
        var planner = host.Services.GetRequiredService<CleanupPlanner>();
        var plans = await planner.PlanEverythingAsync(folder, cancellationToken);
        var parts = plans.Where(p => p.Plan.Bytes > 0).Select(p => $"{p.Step.Name} {ByteSize.Format(p.Plan.Bytes)}").ToList();
        await Console.Error.WriteLineAsync(parts.Count == 0
            ? $"{folder}: clean-up could free nothing there: remove what you do not need, or take a larger card"
            : $"{folder}: clean-up could free {ByteSize.Format(plans.Sum(p => p.Plan.Bytes))} there: {string.Join(", ", parts)} (autocore cleanup)");
    }

    /// <summary>The settings and parts for it, as whoever types the command.</summary>
    public static IHost Build(CommandContext context, ParseResult line, out LoadedSettings settings)
    {
        settings = context.LoadGood(line);
        return CommandHost.BuildReadOnly(settings, context, line.GetValue(context.Verbose));
    }

    private static bool TryFactor(string text, out double factor) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out factor) && factor is > 0 and <= 1000;
}
