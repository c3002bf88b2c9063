using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AutoCore.Core.Commands;

namespace AutoCore.Daemon.Commands;

/// <summary>Lines to copy, at the end of each command's <c>--help</c>.</summary>
internal static class HelpExamples
{
    /// <summary>The examples of every command, by its verbs, without the program's name.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [""] = ["status", "doctor", "config --check", "capture --site Shop"],
        ["run"] = ["run --config ./appsettings.json"],
        ["config"] = ["config", "config --check"],
        ["setup"] = ["setup", "setup --card 32 --broker 10.0.0.2 --camera Shop/Door=http://10.0.0.7/snapshot.jpg"],
        ["status"] = ["status", "status --json"],
        ["doctor"] = ["doctor"],
        ["capture"] = ["capture", "capture --site Shop --camera Door"],
        ["cameras"] = ["cameras add http://10.0.0.7/snapshot.jpg --site Shop --name Door", "cameras list", "cameras check --site Shop"],
        ["cameras add"] = ["cameras add http://10.0.0.7/snapshot.jpg --site Shop --name Door",
            "cameras add rtsp://10.0.0.8/stream2 --user viewer --password-key TILL_PASSWORD",
            "cameras add onvif://10.0.0.9 --user viewer --password-key YARD_PASSWORD"],
        ["cameras list"] = ["cameras list", "cameras list --json"],
        ["cameras check"] = ["cameras check", "cameras check --site Shop --camera Door"],
        ["cameras discover"] = ["cameras discover", "cameras discover --device 10.0.0.31 --user viewer --password-key CAMERA_PASSWORD --write cameras.csv"],
        ["cameras accept"] = ["cameras accept Shop/Door"],
        ["cameras reorganize"] = ["cameras reorganize --dry-run", "cameras reorganize"],
        ["timelapse"] = ["timelapse Shop/Door --from 2026-11-01 --to 2026-11-29 /tmp/november.mp4",
            "timelapse Shop/Door --from 2026-11-29T06:00 --to 2026-11-29T18:00 --fps 10 /tmp/day.mp4"],
        ["fleet"] = ["fleet status", "fleet publish cameras.csv --dry-run"],
        ["fleet status"] = ["fleet status", "fleet status --json"],
        ["fleet publish"] = ["fleet publish cameras.csv --dry-run", "fleet publish cameras.csv --forget pi-3"],
        ["stats"] = ["stats", "stats --json"],
        ["estimate"] = ["estimate"],
        ["cleanup"] = ["cleanup --dry-run", "cleanup --dry-run --verbose", "cleanup --days 30 --archive"],
        ["backup"] = ["backup", "backup list", "backup verify"],
        ["backup list"] = ["backup list", "backup list --remote"],
        ["backup verify"] = ["backup verify"],
        ["backup copy"] = ["backup copy"],
        ["restore"] = ["restore autocore-20261129T020000Z.db.gz", "restore --remote nas autocore-20261129T020000Z.db.gz"],
        ["preflight"] = ["preflight --need 500M", "preflight --need 2G --path /home/pi --factor 1.5"],
        ["guard"] = ["guard --need 500M -- make install"],
        ["bench"] = ["bench card"],
        ["bench card"] = ["bench card", "bench card --path /mnt/usb"],
        ["jpeg"] = ["jpeg picture.jpg"],
        ["alert"] = ["alert test"],
        ["alert test"] = ["alert test"],
    };

    /// <summary>Adds them to the help of a program.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new WithExamples((HelpAction)help.Action!);
    }

    /// <summary>Whether help is asked for: then nothing is missing.</summary>
    public static bool AreAskedFor(ParseResult line) => line.Action is WithExamples;

    private sealed class WithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            if (!All.TryGetValue(CommandContext.VerbsOf(parseResult.CommandResult), out var examples))
                return code;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  autocore {example}");
            output.WriteLine();
            return code;
        }
    }
}
