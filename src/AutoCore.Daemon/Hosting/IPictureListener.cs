namespace AutoCore.Daemon.Hosting;

/// <summary>Learns of each picture that was stored; registered by a feature that hands pictures on. Called on the storing thread: nothing here waits or
/// throws.</summary>
internal interface IPictureListener
{
    /// <summary>A picture is the camera's newest.</summary>
    /// <param name="label">The camera, as <c>SITE/NAME</c>.</param>
    /// <param name="file">Where its picture is.</param>
    /// <param name="at">When it was written, UTC; one that is not newer than what is known says nothing.</param>
    void OnStored(string label, string file, DateTimeOffset at);
}
