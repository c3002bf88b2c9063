using System.CommandLine;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Timelapse;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Timelapse;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore timelapse</c>: a film of one camera's kept pictures. Root makes it as the owner of the data, so ffmpeg, which reads what cameras
/// sent, never runs as root.</summary>
internal static class TimelapseCommand
{
    private const string Ending = ".mp4";

    public static Command Create(CommandContext context)
    {
        var camera = new ValueArgument("SITE/NAME", "a site and a camera, as in Shop/Door") { Description = "The camera" };
        var film = new ValueArgument("FILE.mp4", ValueRule.Path) { Description = "The film; it must not be there yet" };
        var from = new ValueOption<DateTime>("--from", TimelapsePolicy.TimeForm, TimelapsePolicy.TryReadFrom)
        { Description = "The first day or local time", HelpName = "T", Required = true };
        var to = new ValueOption<DateTime>("--to", TimelapsePolicy.TimeForm, TimelapsePolicy.TryReadTo)
        { Description = "The last day or local time", HelpName = "T", Required = true };
        var fps = new ValueOption<int>("--fps", $"a whole number from 1 to {TimelapsePolicy.HighestFps}", TimelapsePolicy.TryReadFps)
        { Description = "Pictures a second", HelpName = "N", DefaultValueFactory = _ => TimelapsePolicy.UsualFps };
        var command = new Command("timelapse", "Make a film of one camera's pictures by ffmpeg.") { camera, film, from, to, fps };
        command.SetAction((line, cancellationToken) =>
            RunAsync(new(context.LoadGood(line).Options.Cameras.Root), line.GetValue(camera)!, line.GetValue(from), line.GetValue(to), line.GetValue(fps),
                Path.GetFullPath(line.GetValue(film)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PictureTree tree, string label, DateTime from, DateTime to, int fps, string film,
        CancellationToken cancellationToken)
    {
        if (ProblemOf(film) is { } wrong)
            return Terminal.Fail(wrong);
        if (KeptPictures.Find(tree, label, out var problem) is not { } kept)
            return Terminal.Fail(problem!);
        var count = kept.Between(from, to).Count();
        if (count == 0)
            return Terminal.Fail(DescribeNone(label, kept, from, to));
        var maker = new FilmMaker(tree, fps);
        if (await maker.FindSizeAsync(kept.Between(from, to), cancellationToken) is not { } size)
            return Terminal.Fail($"none of the {count} pictures of {label} can be read (pictures made smaller need djxl: sudo apt install libjxl-tools)");
        return await MakeAsync(maker, kept.Between(from, to), count, size, film, cancellationToken);
    }

    /// <summary>Under a temporary name beside it, so that a film that is there is a whole one.</summary>
    private static async Task<int> MakeAsync(FilmMaker maker, IEnumerable<PictureName> pictures, int count, (int Width, int Height) size, string film,
        CancellationToken cancellationToken)
    {
        var (width, height) = TimelapsePolicy.SizeOf(size.Width, size.Height);
        var folder = Path.GetDirectoryName(film)!;
        var usage = FileSystems.ReadUsage(folder);
        var room = PreflightVerdict.Decide(usage, TimelapsePolicy.EstimateBytes(count, width, height), factor: 1);
        if (!room.HasRoom)
        {
            return Terminal.Fail(
                $"{folder}: {ByteSize.Format(usage.AvailableBytes)} free, the film may take {ByteSize.Format(room.NeededBytes)}: name a file elsewhere, or fewer days");
        }
        var temporary = $"{film}.part";
        var isWhole = false;
        try
        {
            File.Delete(temporary);
            using (var bar = new CopyBar())
                await maker.RunAsync(pictures, size, temporary, () => bar.Show($"{maker.Done} of {count} pictures", maker.Done, count), cancellationToken);
            Posix.SyncFile(temporary);
            File.Move(temporary, film);
            Posix.SyncFolder(folder);
            isWhole = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Terminal.Fail($"{film}: {e.Message}");
        }
        finally
        {
            if (!isWhole)
                File.Delete(temporary);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{film}: {maker.Done - maker.Skipped} pictures, {width}x{height}, {ByteSize.Format(new FileInfo(film).Length)}"));
        if (maker.Skipped == 0)
            return ExitCodes.Good;
        return Terminal.Fail($"{maker.Skipped} pictures could not be read and are not in it", ExitCodes.Partly);
    }

    private static string? ProblemOf(string film)
    {
        var folder = Path.GetDirectoryName(film) ?? "/";
        if (!film.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            return $"{film}: the name of a film ends in {Ending}";
        if (File.Exists(film) || Directory.Exists(film))
            return $"{film} is there already: remove it, or name another file";
        if (!Directory.Exists(folder))
            return $"{folder} is no folder: make it first";
        return Posix.MayWrite(folder) ? null
            : $"{Environment.UserName} may not write in {folder}: name a folder it may write in, as /tmp; or type the command without sudo as a member of the group {SystemUser.DaemonName}";
    }

    private static string DescribeNone(string label, KeptPictures kept, DateTime from, DateTime to) =>
        string.Create(CultureInfo.InvariantCulture, $"no picture of {label} from {from:yyyy-MM-dd HH:mm:ss} to {to:yyyy-MM-dd HH:mm:ss} is kept; ")
        + (kept.Span() is var (oldest, newest)
            ? string.Create(CultureInfo.InvariantCulture, $"there are pictures from {oldest:yyyy-MM-dd HH:mm:ss} to {newest:yyyy-MM-dd HH:mm:ss}")
            : "the snapshot layout keeps only the newest (Cameras:StorageMode)");
}
