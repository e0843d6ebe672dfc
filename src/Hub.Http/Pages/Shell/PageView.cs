using Hub.Http.Pages.Language;
using Microsoft.AspNetCore.Components;

namespace Hub.Http.Pages.Shell;

/// <summary>A page or a part of one: markup over a model. What it shows is put together before, so a view asks nobody for anything.</summary>
public abstract class PageView<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public PageFrame Frame { get; set; } = null!;

    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    protected PageLanguage Words => Frame.Language;

    /// <summary>A value of a vocabulary in words, else its name.</summary>
    protected string Value(string vocabulary, string name) => Words.Value(vocabulary, name) ?? name;
}
