using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>One node of RabbitMQ with its plugin for MQTT, as Debian has it.</summary>
internal sealed class RabbitMqBroker : IFleetBroker
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _names;
    private ChildProcess? _process;

    /// <summary>Debian's speaks 3.1.1 only.</summary>
    public int Protocol => 4;

    public async Task StartAsync()
    {
        // Erlang's directory of nodes: one that a node starts for itself would outlive the test.
        _names = new ChildProcess(Network.Start(Network.Hub, "epmd", "-address", "127.0.0.1", "-debug"));
        _process = new ChildProcess(Server());
        await _process.WaitForLineAsync("Server startup complete", TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        if (_names is not null)
            await _names.DisposeAsync();
        _folder.Dispose();
    }

    private ProcessStartInfo Server()
    {
        // Not the command of the path, which would become another user.
        var start = Network.Start(Network.Hub, "/usr/lib/rabbitmq/bin/rabbitmq-server");
        start.Environment["HOME"] = _folder.Path;
        start.Environment["RABBITMQ_NODENAME"] = "rabbit@localhost";
        start.Environment["RABBITMQ_BASE"] = _folder.Path;
        start.Environment["RABBITMQ_MNESIA_BASE"] = _folder["mnesia"];
        start.Environment["RABBITMQ_LOG_BASE"] = _folder["log"];
        start.Environment["RABBITMQ_LOGS"] = "-";
        start.Environment["RABBITMQ_PID_FILE"] = _folder["pid"];
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = _folder.Write("rabbitmq-env.conf", "");
        start.Environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.Write("enabled_plugins", "[rabbitmq_mqtt].");
        start.Environment["RABBITMQ_CONFIG_FILE"] = _folder.Write("rabbitmq.conf", $"""
            listeners.tcp = none
            loopback_users = none
            mqtt.allow_anonymous = true
            mqtt.listeners.tcp.1 = {Network.HubAddress}:1883

            """);
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        start.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}";
        // The Erlang machine takes the script's place, so that the process that is ended is its own.
        start.Environment["RUNNING_UNDER_SYSTEMD"] = "yes";
        return start;
    }
}
