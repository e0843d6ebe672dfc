using System.Text;
using System.Text.Json;
using Hub.Releases;

namespace Hub.Tests.Releases;

public sealed class RecordFieldsTests
{
    readonly RecordFields _fields = new();

    void Read(string line) => _fields.Read(Encoding.UTF8.GetBytes(line));

    string Value(string name) => Encoding.UTF8.GetString(_fields[name].Value);

    [Fact]
    public void Read_Values_StandAsTheyAreWritten()
    {
        Read("""{"id":"A~1","title":{"pt":"Bê","en":"B"},"points":2.50,"levels":[1,[2]],"open":true}""");
        Assert.Equal(["id", "title", "points", "levels", "open"], _fields.Present.Select(f => f.Name));
        Assert.Equal(["\"A~1\"", """{"pt":"Bê","en":"B"}""", "2.50", "[1,[2]]", "true"], _fields.Present.Select(f => Encoding.UTF8.GetString(f.Value)));
    }

    [Fact]
    public void Read_NextLine_HasNothingOfTheOneBefore()
    {
        Read("""{"id":"1","kind":"unit","status":"published"}""");
        RecordField kind = _fields["kind"];
        Assert.True(kind.IsThere);
        Read("""{"id":"2","status":"withdrawn"}""");
        Assert.Equal((false, null, ""), (kind.IsThere, kind.Text, Value("kind")));
        Assert.Equal(["id", "status"], _fields.Present.Select(f => f.Name));
    }

    [Fact]
    public void Read_PropertiesInAnotherOrder_AreFoundAllTheSame()
    {
        Read("""{"a":1,"b":2,"c":3}""");
        Read("""{"c":6,"a":4,"d":7,"b":5}""");
        Assert.Equal(("4", "5", "6", "7"), (Value("a"), Value("b"), Value("c"), Value("d")));
        Read("""{"a":7,"b":8,"c":9}""");
        Assert.Equal(("7", "8", "9", ""), (Value("a"), Value("b"), Value("c"), Value("d")));
    }

    [Fact]
    public void Read_PropertyTwice_LastCounts()
    {
        Read("""{"a":1,"a":2}""");
        Assert.Equal("2", Value("a"));
        Assert.Single(_fields.Present);
    }

    [Fact]
    public void Texts_Escaped_AreDecoded()
    {
        Read("""{"na\u006de":"\"\u00e9\"","number":12,"list":["a\nb",null,"c"],"texts":{"pt":"x\\y"},"lists":{"pt":["1",null]}}""");
        Assert.Equal(("\"é\"", "\"é\""), (_fields["name"].Text, Encoding.UTF8.GetString(_fields["name"].Utf8Text)));
        Assert.Equal(("12", "12"), (_fields["number"].Text, Encoding.UTF8.GetString(_fields["number"].Utf8Text)));
        Assert.Equal(["a\nb", "", "c"], _fields["list"].Texts);
        Assert.Equal([KeyValuePair.Create("pt", "x\\y")], _fields["texts"].TextByLanguage);
        Assert.Equal(["1", ""], Assert.Single(_fields["lists"].TextsByLanguage).Value);
    }

    [Fact]
    public void Texts_OfNothing_AreNone()
    {
        Read("{}");
        Assert.Empty(_fields["list"].Texts);
        Assert.Empty(_fields["list"].TextByLanguage);
        Assert.True(_fields["list"].Utf8Text.IsEmpty);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"a":1""")]
    public void Read_NoObject_Throws(string line) => Assert.ThrowsAny<JsonException>(() => Read(line));
}
