using AutoCore.Policies.Cameras.Unusual;

namespace AutoCore.Policies.Tests.Cameras.Unusual;

public sealed class CameraModelBytesTests
{
    [Fact]
    public void TryRead_WhatWasWritten_GivesTheSameBytesAgain()
    {
        var bytes = CameraModelBytes.Write(Model());
        Assert.Equal(bytes, CameraModelBytes.Write(CameraModelBytes.TryRead(bytes)!));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 255)]
    [InlineData(1, 0)]
    [InlineData(1, 99)]
    public void TryRead_OtherVersionOrCount_IsNoModel(int at, byte value)
    {
        var bytes = CameraModelBytes.Write(Model());
        bytes[at] = value;
        Assert.Null(CameraModelBytes.TryRead(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void TryRead_CutShort_IsNoModel(int length) => Assert.Null(CameraModelBytes.TryRead(CameraModelBytes.Write(Model()).AsSpan(0, length)));

    [Fact]
    public void Evaluate_ModelOfRandomBytes_GivesAScoreAllTheSame()
    {
        var random = new Random(5);
        var bytes = CameraModelBytes.Write(Model());
        for (var i = 0; i < 200; i++)
        {
            random.NextBytes(bytes.AsSpan(2));
            var model = CameraModelBytes.TryRead(bytes)!;
            var verdict = UnusualPolicy.Evaluate(model, null, CameraState.Empty, new Yard(i).Take(12), new(30_000_000 + i, 12), 10);
            Assert.InRange(verdict.State.Score, 0, 100);
            Assert.NotNull(CameraModelBytes.TryRead(CameraModelBytes.Write(model)));
        }
    }

    private static CameraModel Model()
    {
        var (model, yard) = (new CameraModel(), new Yard());
        for (var i = 0; i < 8; i++)
            UnusualPolicy.Evaluate(model, null, CameraState.Empty, yard.Take(i * 6 % 24), new(i * 360, i * 6 % 24), 10);
        return model;
    }
}
