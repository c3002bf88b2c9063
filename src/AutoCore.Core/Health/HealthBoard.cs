using System.Collections.Concurrent;
using AutoCore.Core.Logging;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Core.Health;

/// <summary>
/// Where features meet: each posts its latest reading and what others may need to know; the publisher, <c>status.json</c> and other features'
/// policies read it. It holds the present only, never a history.
/// </summary>
internal sealed class HealthBoard(TimeProvider time, ILogger<HealthBoard>? log = null)
{
    private readonly ConcurrentDictionary<string, HealthReading> _readings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, object> _facts = new();

    /// <summary>Raised on the poster's thread for everything of note; a subscriber only queues.</summary>
    public event Action<BoardEvent>? Raised;

    /// <summary>Raised on the poster's thread for every reading; a subscriber only queues.</summary>
    public event Action<HealthReading>? Posted;

    /// <summary>Raised on the poster's thread for every fact that is left or offered; a subscriber only queues.</summary>
    public event Action<Type>? FactLeft;

    /// <summary>Raised on the poster's thread when a feature says how it stands with all of its kind; a subscriber only queues.</summary>
    public event Action<AlertState>? Settled;

    /// <summary>All readings, groups and parts, in order of name.</summary>
    public IReadOnlyList<HealthReading> Readings => [.. _readings.Values.OrderBy(r => r.Group, StringComparer.Ordinal)];

    /// <summary>The rating of the whole: the worst of the groups that count.</summary>
    public Rating Whole => HealthPolicy.RateWhole(_readings.Values.Where(r => !r.IsPart).Select(r => (r.Group, r.Rating)));

    /// <summary>The latest reading of a group or part, or null before the first.</summary>
    public HealthReading? Find(string group) => _readings.GetValueOrDefault(group);

    /// <summary>Replaces a reading; a change of its rating becomes an event, unless it does not count for the whole: a Pi in a car boots every day.</summary>
    public void Post(HealthReading reading)
    {
        // A first reading that nobody could take is no change.
        var before = Find(reading.Group)?.Rating ?? (reading.Rating == Rating.Unknown ? Rating.Unknown : Rating.Ok);
        Put(reading);
        if (before != reading.Rating && HealthPolicy.CountsForWhole(reading.Group))
            Raise(RatingChanged(reading, before));
    }

    /// <summary>Replaces a reading without an event, for a feature whose own events tell more.</summary>
    public void Put(HealthReading reading)
    {
        _readings[reading.Group] = reading;
        Posted?.Invoke(reading);
    }

    /// <summary>Forgets a part that is gone: a mount or neighbour no longer there. What was told of it is over.</summary>
    public void Remove(string group)
    {
        if (_readings.TryRemove(group, out _))
            Settle(AlertState.Gone(HealthEvents.Group, group));
    }

    /// <summary>Says what is wrong at present of all things of a kind; called only once that is known, and again whenever it was looked at.</summary>
    public void Settle(AlertState state) => Settled?.Invoke(state);

    /// <summary>The same for what there is one of.</summary>
    /// <param name="condition">What can be wrong with it.</param>
    /// <param name="isWrong">Whether it is wrong at present, or not known.</param>
    public void Settle(Condition condition, bool isWrong)
    {
        if (!isWrong)
            Settle(AlertState.Well(condition, ""));
    }

    /// <summary>Reports an event: to the log, and to everyone who listens.</summary>
    public void Raise(EventDefinition definition, params IReadOnlyList<Measure> facts) =>
        RaiseAs(definition, definition.Severity?.ToRating() ?? Rating.Ok, facts);

    /// <summary>Reports an event that is as bad as given, and not as its definition says.</summary>
    public void RaiseAs(EventDefinition definition, Rating severity, params IReadOnlyList<Measure> facts) =>
        Raise(new BoardEvent(definition, time.GetUtcNow(), severity, facts));

    /// <summary>Reports an event of each of several things: the first ones for themselves, then all in a sum. The log gets each.</summary>
    public void RaiseEach<T>(EventDefinition definition, IReadOnlyList<T> things, Func<T, IReadOnlyList<Measure>> describe)
    {
        foreach (var thing in things.Take(EventDefinition.MostOneByOne))
            Raise(definition, describe(thing));
        if (!definition.IsLoggedApart)
        {
            foreach (var thing in things.Skip(EventDefinition.MostOneByOne))
                log?.Write(definition, [.. describe(thing)]);
        }
        if (things.Count > EventDefinition.MostOneByOne && definition.Sum is { } sum)
            Raise(sum, new Measure(sum.Facts.First(), things.Count));
    }

    /// <summary>Reports what happened.</summary>
    public void Raise(BoardEvent happened)
    {
        if (log is not null && !happened.Definition.IsLoggedApart)
            log.WriteAs(happened.Definition, happened.LogSeverity, happened.Message, happened.Facts);
        Raised?.Invoke(happened);
    }

    /// <summary>Leaves a fact for other features' policies: the newest of its type.</summary>
    public void PostFact<T>(T fact)
        where T : notnull => Leave<T>(fact);

    /// <summary>Offers a fact that is found anew each time someone looks: for those that must not be a moment old. It may be asked on any thread.</summary>
    public void OfferFact<T>(Func<T> find)
        where T : notnull => Leave<T>(find);

    /// <summary>The newest fact of a type, or its default before the first.</summary>
    public T? FindFact<T>() => _facts.GetValueOrDefault(typeof(T)) switch
    {
        null => default,
        Func<T> find => find(),
        var fact => (T)fact,
    };

    private void Leave<T>(object fact)
    {
        _facts[typeof(T)] = fact;
        FactLeft?.Invoke(typeof(T));
    }

    private BoardEvent RatingChanged(HealthReading reading, Rating before)
    {
        var headline = reading.Measures.Where(m => m.IsKnown).Select(m => $"{m.Key} {m.Text ?? $"{m.Number:0.##}"}").FirstOrDefault();
        return new(HealthEvents.RatingChanged, time.GetUtcNow(), reading.Rating,
            new("group", reading.Group), new("from", before.ToWord()), new("to", reading.Rating.ToWord()), new("headline", headline))
        { IsReportedOtherwise = reading.HasOwnEvents };
    }
}
