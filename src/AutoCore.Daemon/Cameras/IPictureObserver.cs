using AutoCore.Core.Cameras;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras;

/// <summary>A picture that has its final name.</summary>
/// <param name="Camera">Whose it is.</param>
/// <param name="Path">Its path below the pictures' folder.</param>
/// <param name="Picture">What it shows and how large it is; its temporary file is gone.</param>
/// <param name="IsDuplicate">Whether it is byte for byte the camera's previous one, and only a second name of it.</param>
internal sealed record StoredPicture(CameraOptions Camera, string Path, ReceivedPicture Picture, bool IsDuplicate);

/// <summary>Looks at every stored picture of a round; registered by whoever wants to.</summary>
internal interface IPictureObserver
{
    /// <summary>A picture was stored. Called from one thread at a time.</summary>
    void Observe(StoredPicture picture);

    /// <summary>The round is over.</summary>
    /// <returns>What to add to the group <c>cameras</c>, such as <c>frozen</c>.</returns>
    IReadOnlyList<Measure> FinishRound();

    /// <summary>The same as it was after the last finished round, for a daemon that has just started.</summary>
    IReadOnlyList<Measure> Recall();

    /// <summary>What there is to say of a camera since the last finished round, for its own topic; what is odd under the key
    /// <see cref="CameraReadings.Flags"/>, in one word or some.</summary>
    IReadOnlyList<Measure> Describe(CameraOptions camera);
}
