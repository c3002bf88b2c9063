using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Tests.Cameras.Capture;

public sealed class StoreFaultTests
{
    [Theory]
    [InlineData(28, 5L, "disk-full")]
    [InlineData(28, null, "disk-full")]
    [InlineData(28, 0L, "no-inodes")]
    [InlineData(122, 0L, "disk-full")]
    [InlineData(30, 0L, "read-only")]
    [InlineData(13, 0L, "permission")]
    [InlineData(1, null, "permission")]
    [InlineData(5, null, "card-error")]
    [InlineData(36, null, "not-stored")]
    [InlineData(20, 0L, "not-stored")]
    public void Of_WhatTheKernelSays_IsItsOwnWord(int error, long? freeFiles, string word) =>
        Assert.Equal(word, new CaptureReason(StoreFault.Of(error, freeFiles)).Word);

    [Theory]
    [InlineData(CaptureFault.NoInodes)]
    [InlineData(CaptureFault.ReadOnly)]
    [InlineData(CaptureFault.Permission)]
    [InlineData(CaptureFault.CardError)]
    [InlineData(CaptureFault.NotStored)]
    public void MayPass_StoringFailed_IsNotTriedAgainInTheRound(CaptureFault fault) => Assert.False(new CaptureReason(fault).MayPass);
}
