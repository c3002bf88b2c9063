using System.Runtime.InteropServices;

namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>
/// Signals that are for the command, and not for who guards it: each reaches the command once, and what it makes of it is its own affair. A request to end
/// (<c>TERM</c>) is for both.
/// </summary>
internal sealed class PassedSignals : IDisposable
{
    /// <summary>What a terminal's keys and its end send to all of a group at once.</summary>
    private static readonly int[] OfTerminals = [Signals.Interrupt, Signals.Quit, Signals.Hangup];

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _ending = new();
    private volatile int _command;

    /// <param name="terminal">The terminal that the command shares, or null: then it has a session of its own.</param>
    public PassedSignals(CommandTerminal? terminal)
    {
        foreach (var signal in OfTerminals)
            Take(signal, () => Pass(signal, terminal));
        Take(Signals.User1, () => Pass(Signals.User1, terminal: null, isOfGroup: false));
        Take(Signals.User2, () => Pass(Signals.User2, terminal: null, isOfGroup: false));
        Take(Signals.Terminate, _ending.Cancel);
    }

    /// <summary>Asked for by <c>TERM</c>.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>The command, once it runs.</summary>
    public int Command
    {
        set => _command = value;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _ending.Dispose();
    }

    private void Take(int signal, Action act) => _registrations.Add(PosixSignalRegistration.Create((PosixSignal)Number(signal), context =>
    {
        context.Cancel = true;
        act();
    }));

    /// <summary>The platform has names of its own for the usual ones, and takes others by their numbers.</summary>
    private static int Number(int signal) => signal switch
    {
        Signals.Hangup => (int)PosixSignal.SIGHUP,
        Signals.Interrupt => (int)PosixSignal.SIGINT,
        Signals.Quit => (int)PosixSignal.SIGQUIT,
        Signals.Terminate => (int)PosixSignal.SIGTERM,
        _ => signal,
    };

    private void Pass(int signal, CommandTerminal? terminal, bool isOfGroup = true)
    {
        var command = _command;
        // From the foreground's terminal the command has it already; twice would mean more to many programs.
        if (command == 0 || terminal is { IsInForeground: true })
            return;
        _ = Signals.Send(terminal is null && isOfGroup ? -command : command, signal);
    }
}
