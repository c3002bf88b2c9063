using System.CommandLine;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Estimating;
using AutoCore.Policies.Cameras.Estimating;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore stats</c>: what the pictures use.</summary>
internal static class StatsCommand
{
    private static readonly (AgeGroup Age, string Name, string Key)[] Groups =
    [
        (AgeGroup.Today, "today", "today"), (AgeGroup.Week, "up to 7 days", "week"), (AgeGroup.Month, "up to 30 days", "month"),
            (AgeGroup.Older, "older", "older"),
    ];

    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object, for scripts" };
        var command = new Command("stats", "Show what the pictures use: total size, pictures, sites, age groups.") { json };
        command.SetAction(line =>
        {
            var census = TakeCensus(context.LoadGood(line).Options.Cameras, context.Time);
            if (line.GetValue(json))
                PrintJson(census);
            else
                Print(census);
            return ExitCodes.Good;
        });
        return command;
    }

    /// <summary>Walks the pictures' folder.</summary>
    public static PictureCensus TakeCensus(CamerasOptions options, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).DateTime);
        return PictureCensus.Take(new PictureTree(options.Root), today, time.LocalTimeZone);
    }

    private static void Print(PictureCensus census)
    {
        Console.WriteLine($"total size       {ByteSize.Format(census.Total.Bytes)}");
        Console.WriteLine($"images           {census.Total.Pictures}");
        Console.WriteLine($"sites            {census.Sites}");
        Console.WriteLine($"cameras          {census.Cameras}");
        foreach (var (age, name, _) in Groups)
            Console.WriteLine($"{name,-16} {census[age].Pictures} images, {ByteSize.Format(census[age].Bytes)}");
    }

    private static void PrintJson(PictureCensus census)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(JsonBytes.WriteObject(json =>
        {
            json.WriteNumber("bytes", census.Total.Bytes);
            json.WriteNumber("images", census.Total.Pictures);
            json.WriteNumber("sites", census.Sites);
            json.WriteNumber("cameras", census.Cameras);
            foreach (var (age, _, key) in Groups)
            {
                json.WriteNumber($"{key}_images", census[age].Pictures);
                json.WriteNumber($"{key}_bytes", census[age].Bytes);
            }
        }));
        output.WriteByte((byte)'\n');
    }
}
