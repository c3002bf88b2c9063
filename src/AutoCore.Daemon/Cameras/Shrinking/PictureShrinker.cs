using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Shrinking;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>What became of one picture.</summary>
internal enum ShrinkOutcome
{
    /// <summary>The smaller file waits for its name.</summary>
    Ready,

    /// <summary>It stays as it is: nothing to gain, or gone.</summary>
    Left,

    /// <summary>It stays as it is: a program failed, or what came back differs.</summary>
    Failed,
}

/// <summary>
/// Puts verified smaller files in the place of pictures, several with one flush: the bytes reach the card, then the new names, and only then the
/// originals go. A kill or a power cut leaves one of the two or both, never none; both are told apart by looking at them again.
/// </summary>
internal sealed class PictureShrinker(PictureTree tree, IPictureCodec codec)
{
    /// <summary>Below the folder of temporary names, where a round that starts empties only its own.</summary>
    private const string Folder = $"{PictureNames.Incoming}/shrinking";

    private readonly List<Replacement> _ready = [];
    private readonly Dictionary<string, (string Path, ulong Identity)> _previous = new(StringComparer.Ordinal);
    private int _number;

    /// <summary>Pictures that wait for their names.</summary>
    public int Waiting => _ready.Count;

    /// <summary>Removes what an interrupted run left.</summary>
    public void EmptyFolder()
    {
        var folder = tree[Folder];
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        _ready.Clear();
        _previous.Clear();
    }

    /// <summary>Makes one picture smaller, and checks the result; nothing has changed before <see cref="Replace"/>.</summary>
    /// <exception cref="IOException">A program is missing, or the card failed.</exception>
    public async Task<ShrinkOutcome> ShrinkAsync(PictureName picture, CancellationToken cancellationToken)
    {
        var original = tree[picture.Path];
        if (picture.Form != PictureForm.Jpeg || FileFacts.Read(original) is not { IsRegular: true } facts)
            return ShrinkOutcome.Left;
        var target = picture with { Form = codec.Form };
        if (target.Form != picture.Form && File.Exists(tree[target.Path]))
            return await FinishInterruptedAsync(picture, target, facts, cancellationToken);
        var temporary = tree[$"{Folder}/{++_number}{PictureNames.EndingOf(codec.Form)}"];
        if (await TryLinkAsync(picture, facts, temporary, cancellationToken))
            return Keep(new(picture, target, temporary, facts));
        if (!await codec.ShrinkAsync(original, temporary, cancellationToken))
            return Fail(temporary);
        if (!ShrinkPolicy.IsWorthIt(facts.Bytes, new FileInfo(temporary).Length))
        {
            File.Delete(temporary);
            return ShrinkOutcome.Left;
        }
        if (!await codec.VerifyAsync(original, temporary, tree[$"{Folder}/back"], cancellationToken))
            return Fail(temporary);
        File.SetUnixFileMode(temporary, File.GetUnixFileMode(original));
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(original));
        _previous[picture.Camera] = (temporary, facts.Identity);
        return Keep(new(picture, target, temporary, facts));
    }

    /// <summary>Gives the smaller files their names and removes the originals.</summary>
    /// <param name="replaced">Told of each original that went, with the bytes that this saved.</param>
    /// <exception cref="IOException">The card failed; what was not replaced is found again.</exception>
    public void Replace(Action<PictureName, long> replaced)
    {
        if (_ready.Count == 0)
            return;
        Posix.SyncFileSystem(tree.Root);
        var placed = _ready.Where(Place).ToList();
        Posix.SyncFileSystem(tree.Root);
        foreach (var (picture, target, _, facts) in placed)
        {
            if (target.Form != picture.Form)
                File.Delete(tree[picture.Path]);
            replaced(picture, facts.Links > 1 ? 0 : facts.Bytes - new FileInfo(tree[target.Path]).Length);
        }
        _ready.Clear();
    }

    /// <summary>Renames; false if the original is gone or the name was taken meanwhile.</summary>
    private bool Place(Replacement replacement)
    {
        var (picture, target, temporary, facts) = replacement;
        var isSame = FileFacts.Read(tree[picture.Path]) is { } now && now.Identity == facts.Identity && now.Modified == facts.Modified;
        if (!isSame || (target.Form != picture.Form && !Posix.TryMove(temporary, tree[target.Path])))
        {
            File.Delete(temporary);
            return false;
        }
        if (target.Form == picture.Form)
            File.Move(temporary, tree[target.Path], overwrite: true);
        if (_previous.TryGetValue(picture.Camera, out var previous) && previous.Path == temporary)
            _previous[picture.Camera] = (tree[target.Path], facts.Identity);
        return true;
    }

    /// <summary>A picture that is identical to the camera's previous one has the same file, and so has its smaller form. It is looked at all the same: numbers
    /// of files are used again.</summary>
    private async Task<bool> TryLinkAsync(PictureName picture, FileFacts facts, string temporary, CancellationToken cancellationToken)
    {
        if (facts.Links <= 1 || !_previous.TryGetValue(picture.Camera, out var previous) || previous.Identity != facts.Identity
            || !Posix.TryLink(previous.Path, temporary))
        {
            return false;
        }
        if (await codec.VerifyAsync(tree[picture.Path], temporary, tree[$"{Folder}/back"], cancellationToken))
            return true;
        File.Delete(temporary);
        return false;
    }

    /// <summary>Both are there: an interrupted run had not removed the original, or the other file is somebody else's.</summary>
    private async Task<ShrinkOutcome> FinishInterruptedAsync(PictureName picture, PictureName target, FileFacts facts, CancellationToken cancellationToken)
    {
        if (!await codec.VerifyAsync(tree[picture.Path], tree[target.Path], tree[$"{Folder}/back"], cancellationToken))
            return ShrinkOutcome.Failed;
        // Under its temporary name once more, so that it takes the same way as every other one.
        var temporary = tree[$"{Folder}/{++_number}{PictureNames.EndingOf(codec.Form)}"];
        File.Move(tree[target.Path], temporary);
        return Keep(new(picture, target, temporary, facts));
    }

    private ShrinkOutcome Keep(Replacement replacement)
    {
        _ready.Add(replacement);
        return ShrinkOutcome.Ready;
    }

    private static ShrinkOutcome Fail(string temporary)
    {
        File.Delete(temporary);
        return ShrinkOutcome.Failed;
    }

    private sealed record Replacement(PictureName Picture, PictureName Target, string Temporary, FileFacts Facts);
}
