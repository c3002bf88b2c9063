using AutoCore.CameraFarm.Behaviour;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>A hundred thousand random answers to each reader: each ends, none throws what is not foreseen, none takes more memory than its bounds
/// say.</summary>
public sealed class RandomAnswersTests
{
    private const int Answers = 100_000;

    /// <summary>No answer of a few kilobytes is worth more.</summary>
    private const long MostBytes = 4_000_000;

    private static readonly byte[] Picture = SmallPicture.Bytes;

    [Fact]
    public async Task Heads_AreReadOrRefused()
    {
        var random = new RandomAnswers(1);
        for (var i = 0; i < Answers; i++)
        {
            var bytes = random.Raw(Picture);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var answer = await LenientAnswer.ReadAsync(new MemoryStream(bytes), isLogin: false, TimeProvider.System, default);
                DigestChallenge.Choose(answer.Values("WWW-Authenticate"));
                await answer.Body.CopyToAsync(Stream.Null);
            }
            catch (HttpIOException)
            {
                // No answer.
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    [Fact]
    public async Task Multiparts_EndWithTheirStream()
    {
        var random = new RandomAnswers(2);
        var part = new byte[4096];
        for (var i = 0; i < Answers; i++)
        {
            var bytes = random.Raw(Picture);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var parts = new MultipartStream(new MemoryStream(bytes));
            long read = 0;
            for (var frames = 0; frames < 3 && await parts.NextAsync(default); frames++)
            {
                while (await parts.ReadAsync(part) is > 0 and var count)
                    read += count;
            }
            Assert.InRange(read, 0, bytes.Length);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    [Fact]
    public void Redirects_AreFollowedToThatHostOnly_AndShownWithoutSecrets()
    {
        var random = new RandomAnswers(3);
        var from = new Uri("http://cam:8080/a/b");
        for (var i = 0; i < Answers; i++)
        {
            foreach (var location in random.Answer(Picture).Values("Location"))
            {
                if (CredentialScope.TryFollow(from, location, out var to))
                    Assert.True(to.IdnHost == "cam" && (to.Scheme == "https" || to.Port == 8080), to.AbsoluteUri);
                Assert.DoesNotContain("user:pw", AddressMask.Of(location), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("form")]
    [InlineData("digest")]
    public async Task Cameras_HaveAReason_AndTheirPasswordStays(string auth)
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        fixture.CameraSettings["Farm/P1"] =
            new() { ["Url"] = "http://cam:8080/snap.jpg", ["Auth"] = auth, ["UserName"] = "u", ["PasswordKey"] = Credentials.PasswordKey };
        var camera = fixture.Services.GetRequiredService<CamerasOptions>().Sources[0];
        var random = new RandomAnswers(4);
        var asked = new List<Uri>();
        var transport = new FakeTransport((_, request) =>
        {
            asked.Add(request.Url);
            Assert.True(HeaderText.IsSendable(request.Cookie ?? "") && request.Cookie?.Length is null or <= CookieJar.LongestHeader + 64);
            return random.Answer(Picture);
        });
        var log = new LogList();
        var words = new HashSet<string>();
        CameraClient? client = null;
        for (var i = 0; i < Answers; i++)
        {
            // A portal that refused is left alone for five minutes: each hundredth try meets it anew.
            if (i % 4 == 0)
                client = FakeTransport.ClientOf(fixture.Services, transport, log);
            var attempt = await client!.FetchAsync(camera, Path.Combine(fixture.DataDirectory, "picture"), new((_, _) => { }), default);

            words.Add(attempt.Reason.Word);
            Assert.NotEqual(CaptureFault.Internal, attempt.Reason.Fault);
            Assert.All(attempt.Detail, c => Assert.False(char.IsControl(c)));
            Assert.InRange(attempt.Detail.Length, 0, 300);
        }
        Assert.Contains("auth", words);
        Assert.Contains("ok", words);
        Assert.All(asked.Distinct(), url => Assert.True(url.IdnHost == "cam" && (url.Scheme == "https" || url.Port == 8080), url.AbsoluteUri));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Rounds_Finish_WithAReasonForEachCamera()
    {
        await using var fixture = new CaptureFixture();
        string[] kinds = ["form", "digest", "none", "basic"];
        for (var i = 0; i < 400; i++)
        {
            fixture.Farm.Add($"Farm/P{i}");
            fixture.CameraSettings[$"Farm/P{i}"] =
                new() { ["Url"] = $"http://cam{i % 7}:8080/{i}", ["Auth"] = kinds[i % 4], ["UserName"] = $"u{i}", ["PasswordKey"] = Credentials.PasswordKey };
        }
        fixture.Settings["RetryAttempts"] = 2;
        fixture.Settings["RetryBaseDelay"] = "00:00:00";
        fixture.Settings["MaxWorkers"] = 64;
        var random = new RandomAnswers(5);
        var gate = new Lock();
        var log = new LogList();
        var runner = FakeTransport.RunnerOf(fixture.Services, new FakeTransport((_, _) =>
        {
            lock (gate)
                return random.Answer(Picture);
        }), log);
        var cameras = fixture.Services.GetRequiredService<CamerasOptions>().Sources;

        for (var round = 0; round < 10; round++)
        {
            var outcome = await runner.RunAsync(new(cameras, null, IsWhole: true), _ => { }, default);

            Assert.Equal(cameras.Count, outcome.Results.Count);
            Assert.All(outcome.Results, r => Assert.Equal(r.Stored is null, !r.Reason.IsNone));
        }
        Assert.Empty(log.Lines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fixture.Root, ".incoming")));
    }
}
