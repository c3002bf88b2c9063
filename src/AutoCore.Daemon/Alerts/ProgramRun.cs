using AutoCore.Core.Storage;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Runs a program with a message on its standard input, and judges how it ended.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A program that ended has done its work, whatever it leaves behind: a mail server's delivery, a notification that stays.</summary>
    private static readonly TimeSpan OutputAfterEnd = TimeSpan.FromSeconds(2);

    public static async Task<Delivery> RunAsync(string program, IReadOnlyList<string> arguments, string input, CancellationToken cancellationToken)
    {
        try
        {
            // The daemon's environment may hold the secrets of the other ways.
            var request = new CommandRequest(program, arguments)
            {
                Input = input,
                Patience = Patience,
                OutputAfterEnd = OutputAfterEnd,
                Environment = new Dictionary<string, string>(),
            };
            var outcome = await ExternalCommand.RunAsync(request, cancellationToken);
            return outcome is { } ended
                ? DeliveryPolicy.OfExitCode(ended.ExitCode, PlainText.Line(ended.Errors.Trim(), 160))
                : Delivery.Person($"{program} is not installed, or may not be run");
        }
        catch (IOException e)
        {
            return Delivery.NoAnswer(e.Message);
        }
    }
}
