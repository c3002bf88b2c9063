using System.Text;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Policies.Tests.Cameras.Portals;

/// <summary>What a browser would send of a portal's login page, whose user types name and password and presses Enter.</summary>
public sealed class LoginFormTests
{
    private const string Login = "<input name=u><input type=password name=p>";

    [Fact]
    public void Find_TheFirstFormWithAPassword_WithItsHiddenFields()
    {
        var form = Find("""
            <form action="/search"><input name=q></form> <!-- <form action="/old"><input type=password name=x></form> -->
            <FORM METHOD=post Action='/in?a=1&amp;b=2'><input type="hidden" name="t" value="a&quot;>b"/><input name=user><INPUT TYPE=Password NAME=pw><input type=submit></FORM>
            """)!;

        Assert.Equal(("/in?a=1&b=2", FormMethod.Post, "user", "pw"), (form.Action, form.Method, form.UserField, form.PasswordField));
        Assert.Equal([new("t", "a\">b"), new("user", "U"), new("pw", "P")], form.Fill("U", "P"));
    }

    /// <summary>Each row: what stands in the form, and what is sent.</summary>
    [Theory]
    [InlineData(Login, "u=U&p=P")]
    [InlineData($"{Login}<input type=submit name=login value='Sign in'>", "u=U&p=P&login=Sign+in")]
    [InlineData($"{Login}<input type=submit name=a value=1><input type=submit name=b value=2>", "u=U&p=P&a=1")]
    [InlineData($"{Login}<input type=submit name=a disabled><button name=b value=2>Go</button>", "u=U&p=P&b=2")]
    [InlineData($"{Login}<button type=button name=show>show</button><button name=action value=login>Go</button>", "u=U&p=P&action=login")]
    [InlineData($"{Login}<button>Go</button>", "u=U&p=P")]
    [InlineData($"{Login}<input type=image src=x name=go>", "u=U&p=P&go.x=0&go.y=0")]
    [InlineData($"{Login}<input type=image src=x>", "u=U&p=P&x=0&y=0")]
    [InlineData($"{Login}<input type=reset name=r value=x><input type=button name=b value=x>", "u=U&p=P")]
    [InlineData($"{Login}<select name=realm><option value=a>A<option value=local selected>L</select>", "u=U&p=P&realm=local")]
    [InlineData($"{Login}<select name=lang><option disabled>choose</option><option> por tugu\u00EAs </option><option>en</select>",
        "u=U&p=P&lang=por+tugu%C3%AAs")]
    [InlineData($"{Login}<select name=m multiple><option selected>1<option>2<option selected>3</select>", "u=U&p=P&m=1&m=3")]
    [InlineData($"{Login}<select name=m multiple><option>1</select>", "u=U&p=P")]
    [InlineData($"{Login}<select name=e></select>", "u=U&p=P")]
    [InlineData(
        $"{Login}<input type=checkbox name=keep><input type=checkbox name=terms checked><input type=radio name=r value=1><input type=radio name=r value=2 checked>", "u=U&p=P&terms=on&r=2")]
    [InlineData($"{Login}<textarea name=t>\na<b>&amp;\nc</textarea>", "u=U&p=P&t=a%3Cb%3E%26%0D%0Ac")]
    [InlineData($"{Login}<input name=off value=x disabled><fieldset disabled><input name=f value=x><fieldset></fieldset></fieldset><input name=on value=y>",
        "u=U&p=P&on=y")]
    [InlineData($"{Login}<input type=hidden name=_charset_>", "u=U&p=P&_charset_=UTF-8")]
    [InlineData($"{Login}<input type=file name=f>", "u=U&p=P&f=")]
    [InlineData($"{Login}<input type=hidden name=n value=\"a>b\"><input type=hidden name=m value='a<b'>", "u=U&p=P&n=a%3Eb&m=a%3Cb")]
    [InlineData($"{Login}<input value=x><input name='' value=x>", "u=U&p=P")]
    [InlineData(
        $"{Login}<template><input name=t value=x></template><script>'<input name=s value=x>'</script><!--<input name=c value=x>--><style><input name=y></style>", "u=U&p=P")]
    [InlineData($"{Login}<noscript><input name=js value=off></noscript>", "u=U&p=P&js=off")]
    [InlineData("<input type=hidden name=user value=admin><input type=password name=p>", "user=admin&p=P")]
    [InlineData("<input type=tel name=u><input type=password name=p>", "u=U&p=P")]
    [InlineData("<input type=number name=u><input type=password name=p>", "u=U&p=P")]
    [InlineData("<input type=username name=u><input type=password name=p>", "u=U&p=P")]
    [InlineData("<input type=search name=q><input type=url name=u><input type=password name=p>", "q=&u=U&p=P")]
    [InlineData("<input name=user><input name=company value=acme><input type=password name=p>", "user=U&company=acme&p=P")]
    [InlineData("<input name=a><input name=domain value=d><input type=password name=p>", "a=U&domain=d&p=P")]
    [InlineData("<input name=x><input autocomplete=username name=b><input name=c><input type=password name=p>", "x=&b=U&c=&p=P")]
    [InlineData("<input type=password name=p><input name=code>", "p=P&code=U")]
    [InlineData("<input name=u value=admin readonly><input type=password name=p>", "u=admin&p=P")]
    [InlineData("<select name=user><option>admin<option>U</select><input type=password name=p>", "user=U&p=P")]
    [InlineData("<input type=password name=p>", "p=P")]
    [InlineData("<input name=u><input type=password name=p", null)]
    [InlineData("<input name=u <input type=password name=p>", "u=P")]
    public void Fields_AreWhatABrowserSends(string fields, string? sent) =>
        Assert.Equal(sent, Find($"<form method=post action=/in>{fields}")?.Encode("U", "P"));

    [Theory]
    [InlineData("<form>{0}</form>", "", FormMethod.Get)]
    [InlineData("<form method=GET action=/in>{0}</form>", "/in", FormMethod.Get)]
    [InlineData("<form method=dialog>{0}</form>", "", FormMethod.Get)]
    [InlineData("<script src=x></script><form>{0}</form>", "", FormMethod.Post)]
    [InlineData("<form method=post enctype=multipart/form-data>{0}</form>", "", FormMethod.PostParts)]
    [InlineData("<form action=/a method=post>{0}<button formaction=/b formmethod=get>Go</button></form>", "/b", FormMethod.Get)]
    [InlineData("<form action=/outer method=post><form action=/inner>{0}</form>", "/outer", FormMethod.Post)]
    [InlineData("<form id=f action=/f method=post></form>{0}", null, FormMethod.Post)]
    [InlineData(
        "<form action=/new method=post><input name=u><input type=password name=a><input type=password name=b></form><form action=/in method=post>{0}</form>",
        "/in", FormMethod.Post)]
    [InlineData("<form action=\" /in \" method=post>{0}</form>", "/in", FormMethod.Post)]
    [InlineData("<form action=\"/cgi-bin/\r\n\tlogin\n\" method=post>{0}</form>", "/cgi-bin/login", FormMethod.Post)]
    public void Form_IsSentWhereAndAsABrowserSendsIt(string page, string? action, FormMethod method)
    {
        var form = Find(page.Replace("{0}", Login, StringComparison.Ordinal));

        Assert.Equal(action, form?.Action);
        Assert.Equal(method, form?.Method ?? method);
    }

    [Fact]
    public void Fields_ThatNameTheirForm_BelongToIt() =>
        Assert.Equal(
        "u=U&p=P&go=1",
        Find("<form id=f action=/f method=post></form><input name=u form=f><div><input type=password name=p form=f></div><form id=g><input name=q></form><button form=f name=go value=1>")!.Encode("U", "P"));

    [Theory]
    [InlineData("a&#43;b/c==", "a+b/c==")]
    [InlineData("a&#x2B;b&#61;", "a+b=")]
    [InlineData("a&plus;b&equals;&sol;&lowbar;", "a+b=/_")]
    [InlineData("&#43b&#x2Bz", "+b+z")]
    [InlineData("&lt;&gt;&amp;&quot;&apos;&#39;", "<>&\"''")]
    [InlineData("?a=1&lt=2&copy=3&amp;b", "?a=1&lt=2&copy=3&b")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("&unknown; & &; &#; &#x;", "&unknown; & &; &#; &#x;")]
    [InlineData("&#0;&#xD800;&#99999999999;", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("&#128;&eacute;&#x1F600;", "\u20AC\u00E9\U0001F600")]
    public void CharacterReferences_MeanTheirCharacters(string written, string meant)
    {
        var form = Find($"<form><input type=hidden name=t value=\"{written}\">{Login}</form>")!;

        Assert.Equal(meant, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(form.Fields[0].Value)));
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "", "h=ol%E1&u=jos%E9&p=%80%26%2322303%3B")]
    [InlineData("text/html", "<meta charset=latin1>", "h=ol%E1&u=jos%E9&p=%80%26%2322303%3B")]
    [InlineData("text/html", "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "h=ol%E1&u=jos%E9&p=%80%26%2322303%3B")]
    [InlineData("text/html", "", "h=ol%E1&u=jos%E9&p=%80%26%2322303%3B")]
    [InlineData("text/html; charset=gb2312", "", "h=ol%E1&u=jos%C3%A9&p=%E2%82%AC%E5%9C%9F")]
    public void CharacterSet_IsThePages_AndItsOwnBytesGoBackAsTheyCame(string contentType, string head, string sent)
    {
        var page = Encoding.Latin1.GetBytes($"{head}<form method=post><input type=hidden name=h value='ol\u00E1'>{Login}</form>");

        Assert.Equal(sent, PortalPage.Read(page, contentType).Form!.Encode("jos\u00E9", "\u20AC\u571F"));
    }

    [Fact]
    public void CharacterSet_OfAPageInUtf8OrUtf16_OrOfTheForm_IsUtf8()
    {
        const string page = "<form method=post><input type=hidden name=h value='ol\u00E1'><input name=u><input type=password name=p></form>";
        byte[][] pages = [Encoding.UTF8.GetBytes(page), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(page)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(page)]];
        var latin = Encoding.Latin1.GetBytes(page.Replace("<form", "<form accept-charset='UTF-8'", StringComparison.Ordinal));

        Assert.All([.. pages.Select(p => PortalPage.Read(p, "text/html")), PortalPage.Read(latin, "text/html; charset=iso-8859-1")],
            p => Assert.Equal("h=ol%C3%A1&u=jos%C3%A9&p=p", p.Form!.Encode("jos\u00E9", "p")));
    }

    [Fact]
    public void Parts_HoldTheFields()
    {
        var form = Find($"<form method=post enctype=multipart/form-data><input type=hidden name='a\"b' value='1\n2'>{Login}</form>")!;

        Assert.Equal("--X\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n1\r\n2\r\n--X\r\nContent-Disposition: form-data; name=\"u\"\r\n\r\nU\r\n"
            + "--X\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\nP\r\n--X--\r\n", form.EncodeParts("U", "P", "X"));
    }

    [Theory]
    [InlineData("<meta http-equiv=refresh content='0; url=/login.htm'>", "/login.htm")]
    [InlineData("<META HTTP-EQUIV=\"Refresh\" CONTENT=\"1;URL='login.asp?a=1&amp;b=2'\">", "login.asp?a=1&b=2")]
    [InlineData("<meta http-equiv=refresh content='0,/login'>", "/login")]
    [InlineData("<meta http-equiv=refresh content=300>", null)]
    [InlineData("<meta http-equiv=refresh content='300; url=/other'>", null)]
    [InlineData("<meta name=refresh content='0; url=/other'>", null)]
    [InlineData("<!-- <meta http-equiv=refresh content='0; url=/other'> -->", null)]
    public void Refresh_LeadsOn(string page, string? address) => Assert.Equal(address, Read(page).Refresh);

    [Fact]
    public void Base_IsToldForTheFormsAddress() => Assert.Equal("/app/", Read($"<base href=/app/><base href=/no/><form action=in>{Login}</form>").Base);

    [Theory]
    [InlineData("")]
    [InlineData("<input type=password name=p>")]
    [InlineData("<form><input type=password></form>")]
    [InlineData("<form><input name=a></form><input type=password name=p>")]
    [InlineData("<!-- <form><input type=password name=p></form>")]
    [InlineData("<!--> --><!- <form><input type=password name=p></form>")]
    [InlineData("<script><form><input type=password name=p></form></script>")]
    [InlineData("<script>var a = '</scriptx><form><input type=password name=p></form>'")]
    [InlineData("<textarea><form><input type=password name=p></form></textarea>")]
    [InlineData("<title><form><input type=password name=p></form></title>")]
    [InlineData("<template><form><input type=password name=p></form></template>")]
    [InlineData("<div title='<form><input type=password name=p></form>'>")]
    [InlineData("<? <form><input type=password name=p> ?>x")]
    [InlineData("<form><input type=password name=p disabled></form>")]
    public void Find_NoPasswordInAForm_FindsNothing(string page) => Assert.Null(Find(page));

    [Theory]
    [InlineData("<form ")]
    [InlineData("<form>")]
    [InlineData("<input ")]
    [InlineData("<form><input ")]
    [InlineData("<form a=\"")]
    [InlineData("<!--")]
    [InlineData("<!-- -- ")]
    [InlineData("<script>")]
    [InlineData("<script></scrip")]
    [InlineData("<textarea>")]
    [InlineData("<select><option>")]
    [InlineData("<template>")]
    [InlineData("<b x><p>")]
    [InlineData("a=b ")]
    [InlineData("&#")]
    [InlineData("<form a='x' b=\"")]
    public void Find_PageThatOnceTookForEver_TakesNoLongerThanItsLength(string piece)
    {
        var page = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));

        // Squared, this is hours: the test would not end.
        Assert.Null(Find(page));
        Assert.Null(Find($"<form x {page}"));
        Assert.Null(Find($"<input name=a value='{page}'"));
    }

    [Fact]
    public void Find_ThousandFields_KeepsAFew()
    {
        var form =
            Find($"<form><input type=password name=p>{string.Concat(Enumerable.Range(0, 1000).Select(i => $"<input type=hidden name=n{i} value=v>"))}</form>")!;

        Assert.Equal(LoginForm.MostFields, form.Fields.Count);
    }

    private static LoginForm? Find(string page) => Read(page).Form;

    private static PortalPage Read(string page) => PortalPage.Read(Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8");
}
