using System.Collections;
using System.Globalization;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Core;
using AutoCore.Daemon.Cameras.Unusual;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Policies.Cameras.Unusual;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>What judging costs: time against the check for damage, bytes of a model, bytes written a day; and that real JPEGs give what the generated planes
/// give.</summary>
internal static class UnusualCost
{
    private const int Runs = 5;
    private const int Batch = 64;
    private const int Cameras = 345;
    private const int RoundsOfDay = 4;

    public static string Measure(int modelBytes, double writesOfDay, int seed)
    {
        var diary = Diary.Write(seed, 6).Take(60).ToList();
        var jpegs = diary.ConvertAll(p => Encode(p.Samples));
        var times = Enumerable.Range(0, Runs).Select(_ => Time(diary, jpegs)).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            | cost | limit | measured |
            |---|---:|---:|
            | measuring and judging one picture, µs | 1000 | {Measured.Spread(times.Select(t => t.Judged), "0")} |
            | the same with reading and writing the database, in batches of {Batch}, µs | 1000 | {Measured.Spread(times.Select(t => t.Stored), "0")} |
            | the latter ÷ checking a JPEG of 640×480 | | {Measured.Spread(times.Select(t => t.Stored / t.Validated), "0.00")} |
            | most bytes of a camera's model | 8192 | {modelBytes} |
            | models written a camera and day, of {RoundsOfDay} pictures | | {writesOfDay:0.0} |
            | bytes handed to the file system in a day of {Cameras} cameras that are known, log and checkpoints together, MB | | {WrittenMb(diary):0.0} |
            | largest difference of a score between the generated plane and the same picture as a real JPEG, checked and measured, {jpegs.Count} pictures | | {Difference(diary, jpegs):0.00} |

            {Measured.Machine}; costs are medians of {Runs} measurements. A model is one page of the database. Models that changed are written once a round; those of well-known looks learn one picture in {UnusualPolicy.LearnOneIn} that tells nothing new.
            """);
    }

    private static (double Judged, double Stored, double Validated) Time(List<DiaryPicture> diary, List<byte[]> jpegs)
    {
        using var folder = new TemporaryFolder();
        using var database = Open(folder);
        var store = new UnusualStore(database);
        var looks = new UsualLooks(threshold: 10);
        diary.ForEach(p => looks.Score(p));
        var pictures = Enumerable.Range(0, Batch).Select(i => Seen($"A/P{i}", diary[i % diary.Count], 0)).ToList();
        store.Evaluate(pictures, 10);
        var validator = new JpegValidator();
        var next = 0;
        var times = Measured.RoundRobin(20, 101, 3,
            () => looks.Score(diary[next++ % diary.Count]),
            () => store.Evaluate(pictures, 10),
            () => validator.Validate(jpegs[next++ % jpegs.Count], new() { Thumbnail = true }));
        return (times[0], times[1] / Batch, times[2]);
    }

    /// <summary>Bytes written by a day's rounds once every camera has been there for two weeks.</summary>
    private static double WrittenMb(List<DiaryPicture> diary)
    {
        const int MeasuredDays = 3;
        using var folder = new TemporaryFolder();
        using var database = Open(folder);
        var store = new UnusualStore(database);
        var before = 0L;
        for (var round = 0; round < diary.Count; round++)
        {
            if (round == diary.Count - (MeasuredDays * RoundsOfDay))
                before = WrittenBytes();
            foreach (var batch in Enumerable.Range(0, Cameras).Select(i => Seen($"A/P{i}", diary[round], i)).Chunk(Batch))
                store.Evaluate(batch, 10);
        }
        return (WrittenBytes() - before) / 1e6 / MeasuredDays;
    }

    private static double Difference(List<DiaryPicture> diary, List<byte[]> jpegs)
    {
        var (planes, real, validator) = (new UsualLooks(10), new UsualLooks(10), new JpegValidator());
        return diary.Zip(jpegs, (picture, jpeg) =>
        {
            validator.Validate(jpeg, new() { Thumbnail = true });
            var samples = new byte[validator.ThumbnailWidth * validator.ThumbnailHeight];
            validator.CopyThumbnail(samples);
            return Math.Abs(planes.Score(picture) - real.Score(picture with { Samples = samples }));
        }).Max();
    }

    private static MeasuredPicture Seen(string camera, DiaryPicture picture, int minutesLater) => new(camera,
        PictureGrid.Measure(picture.Samples, Place.Width, Place.Height),
        new((long)(picture.Days * Moment.MinutesOfDay) + minutesLater, picture.Days % 1 * Look.HoursOfDay));

    private static OwnDatabase Open(TemporaryFolder folder)
    {
        var file = folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{folder.Path}}" } }""");
        var options = LoadedSettings.Load(file, new Hashtable()).Options;
        return new(options.Database, options.WalCheckpoint);
    }

    private static byte[] Encode(byte[] samples)
    {
        const int Block = 8;
        var rgb = new byte[samples.Length * Block * Block * 3];
        for (var i = 0; i < rgb.Length; i++)
        {
            var (row, column) = Math.DivRem(i / 3, Place.Width * Block);
            rgb[i] = samples[(row / Block * Place.Width) + (column / Block)];
        }
        return TurboJpeg.Encode(rgb, Place.Width * Block, Place.Height * Block, quality: 80);
    }

    private static long WrittenBytes() => File.ReadLines("/proc/self/io").Where(l => l.StartsWith("wchar: ", StringComparison.Ordinal))
        .Select(l => long.Parse(l[7..], CultureInfo.InvariantCulture)).Single();
}
