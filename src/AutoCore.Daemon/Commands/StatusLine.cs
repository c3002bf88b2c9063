using System.Globalization;
using System.Text.Json;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Commands;

/// <summary>One line of the status screen: how a group stands and what it is about.</summary>
/// <param name="Rating">Its rating.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Percent">What a bar shows, or null for none.</param>
/// <param name="Text">Its figures in words.</param>
internal sealed record StatusLine(Rating Rating, string Label, double? Percent, string Text)
{
    /// <summary>The line of a group or part of the state.</summary>
    /// <param name="group">Its name, as <c>disk/root</c>.</param>
    /// <param name="json">Its figures.</param>
    /// <param name="now">The time, for ages.</param>
    public static StatusLine Of(string group, JsonElement json, DateTimeOffset now)
    {
        var f = new Figures(json, now);
        var slash = group.IndexOf('/');
        var (percent, text) = (slash < 0 ? group : group[..slash]) switch
        {
            "disk" => (f["used_percent"], Disk(f)),
            "memory" => (100 - (100 * f["available_mb"] / f["total_mb"]), Memory(f)),
            "cpu" => (null, f.Sentence(f.With("load ", "load_1m", "0.00"), f.With("", "temperature_celsius", "0.0", " °C"), f["throttled"] > 0 ? "throttled: too little power, or too hot" : null)),
            "sqlite" => (null, f.Sentence(f.With("p50 ", "p50_ms", "0.0", " ms"), f.With("p99 ", "p99_ms", "0.0", " ms"), f.Megabytes("size_mb"), Figures.Join("WAL ", f.Megabytes("wal_mb")))),
            "cameras" => (null, Cameras(f)),
            "card" => (null, f.Sentence(Figures.Join("today ", f.Megabytes("written_mb_today")), Figures.Join("autocore ", f.Megabytes("daemon_written_mb_today")), f["errors"] > 0 ? f.With("", "errors", "0", " errors") : null, f.With("lasts ", "life_years", "0.#", " years"))),
            "backup" => (null, f.Sentence(Figures.Join("verified ", f.Age("last_verified_ts")), f.With("", "kept", "0", " kept"))),
            "clock" => (null, f.Sentence(f["synchronized"] switch { null => null, > 0 => "synchronised", _ => "not synchronised" }, f.Text("reason"))),
            "alerts" => (null, f.Sentence(f.Text("problem"), f.With("", "waiting", "0", " waiting"), f.With("", "dropped", "0", " dropped"), Figures.Join("last sent ", f.Age("last_sent_ts")))),
            "uptime" => (null, f.With("", "days", "0.0", " days") ?? ""),
            "boot" => (null, f.With("", "seconds", "0", " s") ?? ""),
            "neighbours" => (null, f.Sentence(f.Text("problem"), f["running"] == 0 ? "stopped" : f.Megabytes("memory_mb"), f["swap_mb"] > 0 ? Figures.Join("swap ", f.Megabytes("swap_mb")) : null, Figures.Join("venv ", f.Megabytes("venv_mb")), f.With("port ", "port", "0"))),
            _ => ((double?)null, f.All()),
        };
        return new(RatingNames.FromWord(f.Text("rating")), NameOf(group, slash, f), percent, text.Length > 0 ? text : "not known yet");
    }

    private static string NameOf(string group, int slash, Figures f) =>
        slash < 0 ? group : f.Text("mount") is { } mount ? $"disk {mount}" : group[(slash + 1)..].Replace(".service", "", StringComparison.Ordinal);

    private static string Disk(Figures f) => f.Text("failure") ?? f.Sentence(
        f["read_only"] > 0 ? "READ-ONLY" : null,
        f.Megabytes("free_mb") is { } free ? $"{free} free" : f.Text("state"),
        f["hours_to_critical"] is { } hours ? $"full in {(hours < 48 ? $"{hours:0} h" : $"{hours / 24:0} days")}" : null,
        f.With("inodes ", "inodes_used_percent", "0", " %"));

    private static string Memory(Figures f) => f["total_mb"] is null
        ? ""
        : f.Sentence($"{f["available_mb"]:0} of {f["total_mb"]:0} MB free", f["swap_used_mb"] > 0 ? Figures.Join("swap ", f.Megabytes("swap_used_mb")) : null);

    private static string Cameras(Figures f) => f["total"] is > 0
        ? f.Sentence($"{f["stored"]:0} of {f["total"]:0} stored", Again(f), f.With("", "success_percent", "0.#", " %"), f.With("", "round_seconds", "0", " s"), f.Age("last_round_ts"), f["frozen"] > 0 ? f.With("", "frozen", "0", " frozen") : null)
        : f.Text("failure") ?? "no round yet";

    /// <summary>Who is asked again, and when.</summary>
    private static string? Again(Figures f) => f["missing"] is > 0 and var missing && f["repeat_ts"] is { } at
        ? $"{missing:0} again {(Math.Ceiling((at - f.Now.ToUnixTimeSeconds()) / 60) is > 0 and var minutes ? $"in {minutes:0} min" : "now")}"
        : null;

    /// <summary>A group's figures, by key.</summary>
    private readonly record struct Figures(JsonElement Json, DateTimeOffset Now)
    {
        public double? this[string key] => Json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

        public string? Text(string key) => Json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public string? Megabytes(string key) => this[key] is { } mb ? ByteSize.Format((long)(mb * 1e6)) : null;

        public string? With(string before, string key, string form, string after = "") => this[key] is { } number ? $"{before}{number.ToString(form, CultureInfo.InvariantCulture)}{after}" : null;

        public string? Age(string key) => this[key] is { } seconds ? StatusScreen.Age(Now - DateTimeOffset.FromUnixTimeSeconds((long)seconds)) : null;

        public static string? Join(string before, string? text) => text is null ? null : before + text;

        public string Sentence(params IEnumerable<string?> parts) => string.Join(", ", (Text("failure") is { } failure ? parts.Prepend(failure) : parts).Where(p => !string.IsNullOrEmpty(p)));

        public string All() => string.Join(", ", Json.EnumerateObject().Where(p => p.Name is not ("ts" or "rating")).Select(p => $"{p.Name} {p.Value}"));
    }
}
