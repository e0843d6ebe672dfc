using System.IO.Compression;

namespace Hub.Browser.Tests.Scene;

/// <summary>The list of a release for searching in the browser, as a small release has it.</summary>
static class SearchList
{
    const string Text = """
        {"format":"hub-search/1","sequence":20,
        "columns":["id","title","kind","level","credits","creditSystem","field","language","mode","country","provider","price","currency","start"],
        "entries":[
        ["ES-CAMARA~MC-1",{"en":"Energy management in buildings","es":"Gestión de la energía en edificios"},0,0,2,0,[0],[0],[0,1],0,[0],120,0,"2027-02-01"],
        ["FR-INSTITUT~AR-1",{"ar":"مقدمة في الترجمة التقنية"},0,0,4,0,[1],[1],[0],1,[1],0,0],
        ["PT-ESCOLA~U-1",{"pt":"Instalações elétricas de baixa tensão 1"},1]
        ],
        "facets":{
        "kind":[{"value":"micro-credential","count":2},{"value":"unit","count":1}],
        "level":[{"value":"5","count":2}],
        "creditSystem":[{"value":"ECTS","count":2}],
        "field":[{"value":"0713","label":{"en":"Electricity and energy"},"count":1},{"value":"0231","label":{"en":"Language acquisition"},"count":1}],
        "language":[{"value":"es","label":{"en":"Spanish"},"count":1},{"value":"ar","label":{"en":"Arabic"},"count":1}],
        "mode":[{"value":"online","label":{"en":"Online"},"count":2},{"value":"blended","label":{"en":"Blended"},"count":1}],
        "country":[{"value":"ES","label":{"en":"Spain"},"count":1},{"value":"FR","label":{"en":"France"},"count":1}],
        "provider":[{"value":"ES-CAMARA","label":{"es":"Cámara de Formación del Norte"},"count":1},{"value":"FR-INSTITUT","label":{"fr":"Institut des langues"},"count":1}],
        "currency":[{"value":"EUR","count":2}]
        }}
        """;

    /// <summary>Puts it beside the files of the release.</summary>
    public static async Task WriteAsync(string folder)
    {
        await using var gzip = new GZipStream(File.Create(Path.Combine(folder, "search.json.gz")), CompressionLevel.Fastest);
        await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Text));
    }
}
