using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>A camera of a list, as far as found ones are compared with it.</summary>
/// <param name="Url">Its address.</param>
/// <param name="HasLogin">Whether it has a user or a password.</param>
public readonly record struct ListedCamera(Uri Url, bool HasLogin);

/// <summary>What becomes of a camera that was found.</summary>
public enum FoundFate
{
    /// <summary>The list does not have it.</summary>
    New,

    /// <summary>The list has it.</summary>
    Listed,

    /// <summary>The list has the device, which was found without a login and cannot be captured so: it gets address, login and note, and keeps its name.</summary>
    Completes,
}

/// <summary>Whether a camera that was found is one of a list.</summary>
public static class FoundCameraPolicy
{
    /// <summary>Decides.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="device">Where its device was asked.</param>
    /// <param name="isFirst">Whether it is the first one of the device, which is the one that an address without a profile means.</param>
    /// <param name="isComplete">Whether it can be captured as it was found: not what a device told without the login that it wants.</param>
    /// <param name="listed">The list.</param>
    /// <returns>What becomes of it, and which one of the list it is; -1: none.</returns>
    public static (FoundFate Fate, int Index) Decide(Uri url, Uri device, bool isFirst, bool isComplete, IReadOnlyList<ListedCamera> listed)
    {
        if (Find(listed, c => c.Url == url) is >= 0 and var same)
            return (FoundFate.Listed, same);
        if (isFirst && isComplete && Find(listed, c => IsBare(c.Url) && IsAt(c.Url, device)) is >= 0 and var bare)
            return (listed[bare].HasLogin ? FoundFate.Listed : FoundFate.Completes, bare);
        if (IsBare(url) && Find(listed, c => c.Url.Host.Equals(url.Host, StringComparison.OrdinalIgnoreCase)
            && (!CameraAddress.IsOnvif(c.Url) || c.Url.Port == url.Port)) is >= 0 and var named)
        {
            return (FoundFate.Listed, named);
        }
        return (FoundFate.New, -1);
    }

    private static int Find(IReadOnlyList<ListedCamera> listed, Predicate<ListedCamera> isIt)
    {
        for (var i = 0; i < listed.Count; i++)
        {
            if (isIt(listed[i]))
                return i;
        }
        return -1;
    }

    /// <summary>Whether it only names a device.</summary>
    private static bool IsBare(Uri url) => CameraAddress.IsOnvif(url) && OnvifAddress.Profile(url) is null;

    private static bool IsAt(Uri onvif, Uri device) => OnvifAddress.Service(onvif, isPinned: false) is var service && service.Port == device.Port
        && service.Host.Equals(device.Host, StringComparison.OrdinalIgnoreCase);
}
