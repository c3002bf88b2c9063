using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class LoginFormTests
{
    [Fact]
    public void Find_TheFirstFormWithAPassword_WithItsHiddenFields()
    {
        var form = LoginForm.Find("""
            <form action="/search"><input name=q></form> <!-- <form action="/old"><input type=password name=x></form> -->
            <FORM METHOD=post Action='/in?a=1&amp;b=2'><input type="hidden" name="t" value="a&quot;>b"/><input name=user><INPUT TYPE=Password NAME=pw><input type=submit></FORM>
            """)!;

        Assert.Equal(("/in?a=1&b=2", "user", "pw"), (form.Action, form.UserField, form.PasswordField));
        Assert.Equal([KeyValuePair.Create("t", "a\">b")], form.Hidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<input type=password name=p>")]
    [InlineData("<form><input type=password></form>")]
    [InlineData("<form><input name=a></form><input type=password name=p>")]
    [InlineData("<!-- <form><input type=password name=p></form>")]
    public void Find_NoPasswordInAForm_FindsNothing(string page) => Assert.Null(LoginForm.Find(page));

    [Theory]
    [InlineData("<form ")]
    [InlineData("<form>")]
    [InlineData("<input ")]
    [InlineData("<form><input ")]
    [InlineData("<form a=\"")]
    [InlineData("<!--")]
    [InlineData("a=b ")]
    [InlineData("<form a='x' b=\"")]
    public void Find_PageThatOnceTookForEver_TakesNoLongerThanItsLength(string piece)
    {
        var page = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));

        // Squared, this is hours: the test would not end.
        Assert.Null(LoginForm.Find(page));
        Assert.Null(LoginForm.Find($"<form x {page}"));
    }

    [Fact]
    public void Find_ThousandFields_KeepsAFew()
    {
        var form = LoginForm.Find($"<form><input type=password name=p>{string.Concat(Enumerable.Range(0, 1000).Select(i => $"<input type=hidden name=n{i} value=v>"))}</form>")!;

        Assert.Equal(LoginForm.MostFields - 1, form.Hidden.Count);
    }
}
