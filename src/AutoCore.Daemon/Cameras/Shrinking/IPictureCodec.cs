using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>A way to make a picture smaller without loss.</summary>
internal interface IPictureCodec
{
    /// <summary>The form that it makes.</summary>
    PictureForm Form { get; }

    /// <summary>The programs that it needs, and the package that has them.</summary>
    (IReadOnlyList<string> Programs, string Package) Needs { get; }

    /// <summary>Makes the smaller file; false if this picture cannot be made smaller this way.</summary>
    Task<bool> ShrinkAsync(string original, string shrunk, CancellationToken cancellationToken);

    /// <summary>Whether the smaller file brings back all of the original.</summary>
    /// <param name="original">The camera's file.</param>
    /// <param name="shrunk">The smaller one.</param>
    /// <param name="scratch">A name, without ending, for files that are removed again.</param>
    /// <param name="cancellationToken">Ends the programs.</param>
    Task<bool> VerifyAsync(string original, string shrunk, string scratch, CancellationToken cancellationToken);
}
