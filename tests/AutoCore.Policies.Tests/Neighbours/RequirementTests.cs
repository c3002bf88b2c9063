using AutoCore.Policies.Neighbours;

namespace AutoCore.Policies.Tests.Neighbours;

public sealed class RequirementTests
{
    [Fact]
    public void Parse_FileAsPeopleWriteIt_TakesWhatCanBeJudged()
    {
        var required = Requirement.Parse("""
            # what the gateway needs
            Flask==2.2.5  # pinned
            paho-mqtt >= 1.6, < 2
            uvicorn[standard]~=0.23.1
            ruamel.yaml
            requests==2.31.0 \
                --hash=sha256:942c5a758f98d790eaed1a29cb6eefc7ffb0d1cf7af05c3d2791656dbd6ad1e1

            -r more.txt
            --index-url https://piwheels.org/simple
            RPi.GPIO; platform_machine == "armv7l"
            git+https://example.org/x.git#egg=x
            tools @ https://example.org/tools.whl
            ./local
            """);
        Assert.Equal(["flask", "paho-mqtt", "uvicorn", "ruamel-yaml", "requests"], required.Select(r => r.Name));
        Assert.Equal([">= 1.6", "< 2"], required[1].Conditions);
    }

    [Theory]
    [InlineData("x==1.2.0", "1.2", true)]
    [InlineData("x==1.2", "1.2.1", false)]
    [InlineData("x==1.2.*", "1.2.9", true)]
    [InlineData("x==1.2.*", "1.3.0", false)]
    [InlineData("x==1.2", "1.2+local1", true)]
    [InlineData("x==1.2rc1", "1.2rc1", true)]
    [InlineData("x>=1.10", "1.9", false)]
    [InlineData("x>=1.10", "1.10", true)]
    [InlineData("x>=1,<2", "2.0", false)]
    [InlineData("x>=1,<2", "1.99", true)]
    [InlineData("x~=1.4.2", "1.4.9", true)]
    [InlineData("x~=1.4.2", "1.5.0", false)]
    [InlineData("x~=1.4.2", "1.4.1", false)]
    [InlineData("x!=1.5", "1.5", false)]
    [InlineData("x", "0.1", true)]
    [InlineData("x>=1.0", "2024b", true)]
    public void Allows_InstalledVersion_ByTheRulesOfPip(string line, string version, bool allowed) =>
        Assert.Equal(allowed, Assert.Single(Requirement.Parse(line)).Allows(version));
}
