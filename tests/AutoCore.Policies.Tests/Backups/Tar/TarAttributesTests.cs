using System.Text;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Policies.Tests.Backups.Tar;

public sealed class TarAttributesTests
{
    private const string ListText = "user::rw-\nuser:1000:r--\ngroup::r--\nmask::r--\nother::---\n";

    [Theory]
    [InlineData("user.k")]
    [InlineData("user.a=b%3D")]
    [InlineData("user.\u00E9\n")]
    public void Read_NameOfAnyBytes_ComesBack(string name)
    {
        var records = new PaxRecords();
        TarAttributes.Add(records, new(Encoding.Latin1.GetBytes(name), [0, 1, (byte)'\n', 0xFF]));

        var read = Assert.Single(TarAttributes.Read(PaxRecords.Parse(records.Compose()), static (_, _) => null));

        Assert.Equal(name, Encoding.Latin1.GetString(read.Name));
        Assert.Equal([0, 1, (byte)'\n', 0xFF], read.Value);
    }

    [Theory]
    [InlineData("user.a%0Ab", "user.a\nb")]
    [InlineData("user.%C3%a9", "user.\u00C3\u00A9")]
    [InlineData("user.%253D", "user.%3D")]
    [InlineData("user.100%", "user.100%")]
    [InlineData("user.%zz%4", "user.%zz%4")]
    public void Read_NameAsOthersWriteIt_IsDecoded(string written, string name)
    {
        var records = new PaxRecords();
        records.Add($"SCHILY.xattr.{written}", [1]);

        Assert.Equal(name, Encoding.Latin1.GetString(Assert.Single(TarAttributes.Read(records, static (_, _) => null)).Name));
    }

    [Theory]
    [InlineData("SCHILY.xattr.security.capability")]
    [InlineData("SCHILY.xattr.trusted.overlay.opaque")]
    [InlineData("SCHILY.xattr.system.posix_acl_access")]
    public void Read_WhatGivesRights_IsNotTaken(string keyword)
    {
        var records = new PaxRecords();
        records.Add(keyword, [1]);

        Assert.Empty(TarAttributes.Read(records, static (_, _) => null));
    }

    [Fact]
    public void Acl_ToTextAndBack_IsTheSame()
    {
        var list = PosixAcl.FromText(ListText, static (_, _) => null)!;

        Assert.Equal(ListText, PosixAcl.ToText(list));
    }

    [Theory]
    [InlineData("user::rw-,user:pi:r--,group::r--,mask::r--,other::---", "user:7:r--")]
    [InlineData("user::rw-,user:pi:r--:1001,group::r--,mask::r--,other::---", "user:1001:r--")]
    [InlineData("other::---,mask::r--,group::r--,user:pi:r--,user::rw-", "user:7:r--")]
    public void Acl_NamesAsOthersWriteThem_AreRead(string text, string named) =>
        Assert.Equal(["user::rw-", named, "group::r--", "mask::r--", "other::---"],
            PosixAcl.ToText(
            PosixAcl.FromText(text, static (name, isUser) => isUser && name == "pi" ? 7 : null))!.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("")]
    [InlineData("user::rw-,user:nobodyhere:r--")]
    [InlineData("user::rq-")]
    [InlineData("everyone::rwx")]
    [InlineData("mask:5:rwx")]
    [InlineData("user")]
    public void Acl_TextThatIsNone_IsNotTaken(string text) => Assert.Null(PosixAcl.FromText(text, static (_, _) => null));

    [Theory]
    [InlineData(new byte[] { 2, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 3, 0, 6, 0, 255, 255, 255, 255 })]
    public void Acl_BytesThatAreNone_AreNotWritten(byte[] list) => Assert.Null(PosixAcl.ToText(list));
}
