using System.Text;
using AutoCore.Policies.Telemetry;

namespace AutoCore.Policies.Tests.Telemetry;

public sealed class DevicePayloadTests
{
    [Theory]
    [InlineData("21.5", "value=21.5")]
    [InlineData("-3", "value=-3")]
    [InlineData("1e3", "value=1000")]
    [InlineData("ON", "value=ON")]
    [InlineData(" offen ", "value=offen")]
    [InlineData("""{"temperature":21.5,"state":"ON"}""", "temperature=21.5 state=ON")]
    [InlineData("""  {"a":{"b":{"c":1}},"d":true,"e":false,"f":null,"g":[1,2]}""", "a.b.c=1 d=1 e=0")]
    public void TryRead_Understood_GivesKeysAndValues(string payload, string expected) =>
        Assert.Equal(expected, string.Join(' ', DevicePayload.TryRead(Encoding.UTF8.GetBytes(payload))!.Select(v => $"{v.Key}={v.Value}")));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{}")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1} trailing""")]
    [InlineData("{not json}")]
    [InlineData("bell\a")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void TryRead_NotUnderstood_IsNull(string payload)
    {
        var values = DevicePayload.TryRead(Encoding.UTF8.GetBytes(payload));

        Assert.True(values is null || values is [{ Value: string }], "a number that is none must not become one");
        if (payload is not ("NaN" or "1e999"))
            Assert.Null(values);
    }

    [Fact]
    public void TryRead_NotUtf8_IsNull() => Assert.Null(DevicePayload.TryRead([0xFF, 0xFE, 0x41]));

    [Fact]
    public void TryRead_TooLong_IsNull() => Assert.Null(DevicePayload.TryRead(new byte[100_000]));

    [Fact]
    public void TryRead_NestedBeyondReason_IsNull() =>
        Assert.Null(DevicePayload.TryRead(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"a":""", 100)) + "1" + new string('}', 100))));
}
