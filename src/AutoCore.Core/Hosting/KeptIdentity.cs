namespace AutoCore.Core.Hosting;

/// <summary>
/// Who an installation is whose machine does not stay: a container that is made anew has another host name and no id, and would be another device for
/// everybody. It is kept in the data directory, which stays.
/// </summary>
/// <param name="Id">What takes the machine id's place.</param>
/// <param name="Node">The node's name where the settings give none.</param>
internal sealed record KeptIdentity(string Id, string Node);
