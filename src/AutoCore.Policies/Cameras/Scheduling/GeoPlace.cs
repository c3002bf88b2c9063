namespace AutoCore.Policies.Cameras.Scheduling;

/// <summary>Where the cameras are.</summary>
/// <param name="Latitude">Degrees, north positive, -90 to 90.</param>
/// <param name="Longitude">Degrees, east positive, -180 to 180.</param>
public readonly record struct GeoPlace(double Latitude, double Longitude);
