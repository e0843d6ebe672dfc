using System.Text.Json.Serialization;
using Hub.Http.Pages.Language;

namespace Hub.Http.Pages.Shell;

/// <summary>A refusal or fault as a page.</summary>
/// <param name="Code">Stable code of the problem.</param>
public sealed record NoticeModel(string Code, [property: JsonIgnore] string TitleKey, [property: JsonIgnore] string TextKey)
{
    public static NoticeModel EntryNotFound { get; } = new("entry.not-found", "notice.entry.title", "notice.entry.text");

    public static NoticeModel OrganisationNotFound { get; } = new("organisation.not-found", "notice.organisation.title", "notice.organisation.text");

    public static NoticeModel ReleaseNotFound { get; } = new("release.not-found", "notice.release.title", "notice.release.text");

    public static NoticeModel ShareNotFound { get; } = new("share.not-found", "notice.share.title", "notice.share.text");

    public static NoticeModel LinkNeeded { get; } = new("auth.session-over", "notice.link-needed.title", "notice.link-needed.text");

    public static NoticeModel LinkGone { get; } = new("learner-link.gone", "notice.link-gone.title", "notice.link-gone.text");

    public static NoticeModel CaseNotFound { get; } = new("case.not-found", "notice.case.title", "notice.case.text");

    public static NoticeModel UnknownPath { get; } = new("request.unknown-path", "notice.path.title", "notice.path.text");

    public static NoticeModel Fault { get; } = new("hub.fault", "notice.fault.title", "notice.fault.text");

    /// <summary>In English, for programs.</summary>
    public string Title => PageLanguages.Default[TitleKey];
}
