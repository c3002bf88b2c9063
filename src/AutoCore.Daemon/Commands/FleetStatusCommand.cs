using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Fleet;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore fleet status</c>: the nodes as this one sees them; the exit code is a warning if one is missing or the broker is away.</summary>
internal static class FleetStatusCommand
{
    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "Print the state as JSON, for scripts" };
        var command = new Command("status", "Show the nodes of the fleet and their shares.") { json };
        command.SetAction(line => Run(context, context.LoadGood(line), line.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, LoadedSettings settings, bool asJson)
    {
        if (!settings.Options.Fleet.Enabled)
            return Terminal.Fail("this node is in no fleet: set Fleet:Enabled to true");
        var runtime = new RuntimeDirectory(settings.Options.Hosting, context.Environment);
        if (StatusReader.Find(runtime, settings.Options.Hosting.DataDirectory, FleetFile.Name) is not { } fleet)
            return Terminal.Fail("no state of this configuration's daemon was found: start it with systemctl start autocore-daemon");
        if (asJson)
            Console.WriteLine(fleet.GetRawText());
        else
            Print(fleet, context.Time.GetUtcNow());
        var isWhole = fleet.GetProperty("connected").GetInt32() == 1 && fleet.GetProperty("nodes").EnumerateArray()
            .All(n => n.GetProperty("online").GetInt32() == 1);
        return isWhole ? ExitCodes.Good : ExitCodes.Partly;
    }

    private static void Print(JsonElement fleet, DateTimeOffset now)
    {
        var self = fleet.GetProperty("self").GetString();
        var nodes = fleet.GetProperty("nodes").EnumerateArray().ToList();
        var width = Math.Max(4, nodes.Max(n => TextWidth.Of(n.GetProperty("name").GetString()!))) + 2;
        Console.WriteLine(
            $"Fleet {fleet.GetProperty("fleet").GetString()}: list {fleet.GetProperty("list_version")}, {fleet.GetProperty("list_cameras")} cameras, "
            + $"{nodes.Count(n => n.GetProperty("online").GetInt32() == 1)} of {nodes.Count} nodes online");
        if (fleet.GetProperty("connected").GetInt32() == 0)
            Console.WriteLine("The broker is away: this is the last that was seen, and this node keeps its share");
        Console.WriteLine($"{"node".PadRight(width + 2)}{"state",-10}{"rating",-10}{"cameras",8}{"capacity",10}   last seen");
        foreach (var node in nodes)
        {
            var name = node.GetProperty("name").GetString()!;
            var rating = RatingNames.FromWord(node.GetProperty("rating").GetString());
            var age = TimeSpan.FromSeconds(
                Math.Max(0, Math.Round((now - DateTimeOffset.FromUnixTimeSeconds(node.GetProperty("last_seen_ts").GetInt64())).TotalSeconds)));
            Console.WriteLine($"{(name == self ? "* " : "  ")}{TextWidth.Pad(name, width)}{(node.GetProperty("online").GetInt32() == 1 ? "online" : "offline"),-10}"
                + $"{Terminal.Paint(rating.ToWord().PadRight(10), rating)}{node.GetProperty("cameras").GetInt32(),8}{node.GetProperty("capacity").GetDouble(),10:0.##}   {DurationFormat.Format(age)} ago");
        }
    }
}
