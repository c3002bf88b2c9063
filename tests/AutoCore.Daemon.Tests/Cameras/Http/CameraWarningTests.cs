using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Cameras whose settings are allowed and hardly meant, and what is shown of a secret that stands at a wrong place.</summary>
public sealed class CameraWarningTests
{
    [Theory]
    [InlineData("\"Url\": \"http://cam/s?p={Password}\"", "{Password} stands for nothing")]
    [InlineData("\"Url\": \"http://[fe80::1]/s\"", "has to name")]
    [InlineData("\"Url\": \"http://cam/s\", \"Auth\": \"bearer\"", "Auth bearer needs it")]
    [InlineData("\"Url\": \"http://cam/s\", \"UserName\": \"v\"", "UserName is not sent without it")]
    [InlineData("\"Url\": \"http://cam/s\", \"Auth\": \"basic\", \"UserName\": \"a:b\", \"PasswordKey\": \"K\"", "first colon")]
    public void WhatIsHardlyMeant_IsWarnedOf(string keys, string warning)
    {
        var report = Load($$"""{ "Site": "S", "Name": "P", {{keys}} }""").Report;

        Assert.Empty(report.Errors);
        Assert.Contains(warning, Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Url\": \"http://admin:S3CRET/x@cam/\"")]
    [InlineData("\"Url\": \"http://cam/s?pwd=ab#S3CRET\"")]
    [InlineData("\"Url\": \"http://cam/s?sid=S3CRET\"")]
    [InlineData("\"Url\": \"http://cam/s\", \"UserName\": \"v\", \"PasswordKey\": \"S3CRET!\"")]
    [InlineData("\"Url\": \"http://cam/s\", \"UserName\": \"v\", \"PasswordKey\": \"K\", \"LoginType\": \"json\", \"LoginUrl\": \"/l\", " +
        "\"LoginBody\": \"{'p':'S3CRET'\"")]
    public void SecretAtAWrongPlace_IsShownNowhere(string keys)
    {
        var report = Load($$"""{ "Site": "S", "Name": "P", {{keys}} }""").Report;

        Assert.DoesNotContain(report.Errors.Concat(report.Warnings), t => t.Contains("S3CRET", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Effective, e => e.Value.Contains("S3CRET", StringComparison.Ordinal));
        Assert.DoesNotContain("S3CRET", new Secrets("none", new Hashtable()).Find("S3CRET!").Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ImageTimeout\": \"00:05:00\"", "\"Interval\": \"00:01:00\"", "a round waits for S/P up to 00:15:00")]
    [InlineData("\"ImageTimeout\": \"00:05:00\", \"RetryAttempts\": 1", "\"Interval\": \"00:10:00\"", null)]
    [InlineData("\"ImageTimeout\": \"00:05:00\"", "\"Interval\": \"00:01:00\", \"Enabled\": false", null)]
    [InlineData("\"FirstByteTimeout\": \"00:00:20\"", "\"Interval\": \"00:01:00\"", null)]
    public void CameraThatMayBeSilentLongerThanAnothersInterval_IsWarnedOf(string slow, string soon, string? warning)
    {
        var report = Load($$"""
            { "Site": "S", "Name": "P", "Url": "http://cam/", {{slow}} }, { "Site": "S", "Name": "Q", "Url": "http://cam/q", {{soon}} }
            """).Report;

        Assert.Empty(report.Errors);
        if (warning is null)
            Assert.Empty(report.Warnings);
        else
            Assert.Contains(warning, Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    private static LoadedSettings Load(string cameras)
    {
        using var folder = new TemporaryFolder();
        return LoadedSettings.Load(folder.Write("appsettings.json", $$"""{ "AutoCore": { "Cameras": { "Sources": [ {{cameras}} ] } } }"""), new Hashtable());
    }
}
