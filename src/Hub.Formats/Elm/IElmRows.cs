using Hub.Formats.Xml;

namespace Hub.Formats.Elm;

/// <summary>Makes rows of the records of one application profile.</summary>
internal interface IElmRows
{
    /// <summary>Null where the record has no row of its own.</summary>
    XmlRow? RowOf(ElmEntity record);
}
