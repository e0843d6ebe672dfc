using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>The two parameters every list takes.</summary>
readonly record struct PageQuery(
    [property: FromQuery(Name = "after"), Description("Cursor: 'next' of the page before. Left out: from the beginning.")] string? After,
    [property: FromQuery(Name = "limit"), Description("Items of a page, 1 to 1000. The default is 100.")] int? Limit)
{
    /// <summary>A cursor made of a storage key of 1,024 characters, in base64url.</summary>
    const int MaxCursorLength = 1368;

    public int Size => Limit ?? 100;

    public Problem? Check() =>
        Size is < 1 or > 1000 ? PageProblems.LimitInvalid()
        : After?.Length > MaxCursorLength ? PageProblems.CursorInvalid()
        : null;
}
