using AutoCore.Daemon.Mqtt;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new(mostEvents: 3, mostAnswers: 2);

    [Fact]
    public void Take_StateSetTwice_GivesTheNewestOnce()
    {
        _outbox.Add(State("a", "old"));
        _outbox.Add(State("b", "x"));
        _outbox.Add(State("a", "new"));

        Assert.Equal(["a new", "b x"], TakeAll());
    }

    [Fact]
    public void Take_EventsAndStates_GivesStatesFirstAndEventsInOrder()
    {
        _outbox.Add(Event("1"));
        _outbox.Add(Event("2"));
        _outbox.Add(State("a", "x"));

        Assert.Equal(["a x", "event 1", "event 2"], TakeAll());
    }

    [Fact]
    public void Add_MoreEventsThanAllowed_DropsAndCountsTheOldest()
    {
        for (var i = 1; i <= 5; i++)
            _outbox.Add(Event($"{i}"));

        Assert.Equal(2, _outbox.TakeDropped());
        Assert.Equal(0, _outbox.TakeDropped());
        Assert.Equal(["event 3", "event 4", "event 5"], TakeAll());
    }

    [Fact]
    public void ForgetStatesAndReturn_LostConnection_LeavesTheUndeliveredEventsInFront()
    {
        _outbox.Add(State("a", "past"));
        _outbox.Add(Event("3"));

        _outbox.ForgetStates();
        _outbox.Return([Event("1"), State("b", "past"), Event("2")]);

        Assert.Equal(["event 1", "event 2", "event 3"], TakeAll());
    }

    [Fact]
    public void Return_NoRoomForAll_DropsTheOldest()
    {
        _outbox.Add(Event("3"));
        _outbox.Add(Event("4"));

        _outbox.Return([Event("1"), Event("2")]);

        Assert.Equal(1, _outbox.TakeDropped());
        Assert.Equal(["event 2", "event 3", "event 4"], TakeAll());
    }

    [Fact]
    public void Add_MoreAnswersThanAllowed_DropsTheOldestOfThem_AndNoEvent()
    {
        _outbox.Add(Event("1"));
        for (var i = 1; i <= 3; i++)
            _outbox.Add(Answer($"{i}"));
        _outbox.Add(Event("2"));

        Assert.Equal(1, _outbox.TakeDropped());
        Assert.Equal(["event 1", "event 2", "answer 2", "answer 3"], TakeAll());
    }

    [Fact]
    public void Return_Answers_StandInFrontOfTheAnswers()
    {
        _outbox.Add(Event("2"));
        _outbox.Add(Answer("2"));

        _outbox.Return([Event("1"), Answer("1")]);

        Assert.Equal(["event 1", "event 2", "answer 1", "answer 2"], TakeAll());
    }

    private static MqttMessage Answer(string payload) => MqttMessage.Answer("answer", System.Text.Encoding.UTF8.GetBytes(payload));

    private static MqttMessage State(string topic, string payload) => MqttMessage.Word(topic, System.Text.Encoding.UTF8.GetBytes(payload));

    private static MqttMessage Event(string payload) => MqttMessage.Event("event", System.Text.Encoding.UTF8.GetBytes(payload));

    private List<string> TakeAll()
    {
        var all = new List<string>();
        while (_outbox.Take() is { } message)
            all.Add($"{message.Topic} {System.Text.Encoding.UTF8.GetString(message.Payload.Span)}");
        return all;
    }
}
