namespace Hub.Browser.Tests.Scene;

/// <summary>The records of the small catalogue; all of it is made up.</summary>
static class SceneRecords
{
    /// <summary>A word only the last entry has.</summary>
    public const string LastWord = "koncertina";

    public static readonly IReadOnlyList<(string Id, object Record)> Organisations =
    [
        ("HUB", new { legalName = new { en = "Operator of the tests" }, country = "BE", roles = new[] { "registrar" } }),
        ("PT-ESCOLA", new { legalName = new { pt = "Escola Profissional da Ribeira", en = "Ribeira Vocational School" }, country = "PT", roles = new[] { "provider", "awarding-body" }, sectors = new[] { "vet" }, identifiers = new[] { "SIGO:12345" }, homepage = "https://example.org/escola" }),
        ("LT-KOLEGIJA", new { legalName = new { lt = "Pajūrio kolegija", en = "Seaside College" }, country = "LT", roles = new[] { "provider" }, sectors = new[] { "higher-education" } }),
        ("SI-CENTER", new { legalName = new { sl = "Šolski center Gorenjska" }, country = "SI", roles = new[] { "provider" } }),
        ("ES-CAMARA", new { legalName = new { es = "Cámara de Formación del Norte" }, country = "ES", roles = new[] { "provider" } }),
        ("FR-INSTITUT", new { legalName = new { fr = "Institut des langues" }, country = "FR", roles = new[] { "provider" } }),
        ("PT-AGENCIA", new { legalName = new { pt = "Agência de Avaliação", en = "Evaluation Agency" }, country = "PT", roles = new[] { "agency" } }),
    ];

    public static readonly IReadOnlyList<(string Id, object Record)> Accreditations =
    [
        ("HUB~1", new { organisation = "PT-ESCOLA", agency = "PT-AGENCIA", type = "institutional", decision = "positive", validFrom = "2024-01-01", eqfLevels = new[] { 4, 5 }, fields = new[] { "07", "0613" }, countries = new[] { "PT" }, report = "https://example.org/report/1" }),
        ("HUB~2", new { organisation = "PT-ESCOLA", agency = "PT-AGENCIA", type = "programme", decision = "positive-with-conditions", validFrom = "2018-01-01", validUntil = "2021-12-31" }),
        ("HUB~3", new { organisation = "PT-ESCOLA", agency = "PT-AGENCIA", type = "institutional-licence", decision = "negative", validFrom = "2023-05-01" }),
    ];

    public static readonly IReadOnlyList<(string Id, object Record)> Entries =
    [
        ("PT-ESCOLA~P-1", Entry("programme", ("pt", "Programa de instalações e energia"), 5, workload: 1500)),
        ("PT-ESCOLA~Q-ELE", Entry("qualification", ("pt", "Técnico de eletrotecnia"), 4, workload: 900, partOf: ["PT-ESCOLA~P-1"])),
        .. Enumerable.Range(1, 6).Select(n => ($"PT-ESCOLA~U-{n}", Unit(n, "Instalações elétricas"))),
        ("PT-ESCOLA~OLD", Entry("module", ("pt", "Módulo que já não se oferece"), 4)),
        ("LT-KOLEGIJA~MK-1", MicroCredential(("lt", "Duomenų analizės pagrindai"), ("en", "Basics of data analysis"), "0613", 3, "ECTS", "LT-KOLEGIJA")),
        ("ES-CAMARA~MC-1", MicroCredential(("es", "Gestión de la energía en edificios"), ("en", "Energy management in buildings"), "0713", 2, "ECTS", "ES-CAMARA")),
        ("FR-INSTITUT~AR-1", MicroCredential(("ar", "مقدمة في الترجمة التقنية"), ("fr", "Introduction à la traduction technique"), "0231", 4, "ECTS", "FR-INSTITUT")),
    ];

    /// <summary>What comes after the first release.</summary>
    public static readonly IReadOnlyList<(string Id, object Record)> Later =
    [
        ("PT-ESCOLA~U-1", Unit(1, "Instalações elétricas de baixa tensão")),
        ("SI-CENTER~LONG", MicroCredential(("sl", "Izdelava, uglaševanje in vzdrževanje ljudskih glasbil s poudarkom na diatonični harmoniki (koncertina), njenih prezračevalnih sistemih ter dokumentiranju postopkov po evropskih standardih"), ("en", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and other long words"), "0215", 5, "ECTS", "SI-CENTER")),
    ];

    static Dictionary<string, object> Unit(int number, string title)
    {
        Dictionary<string, object> unit = Entry("unit", ("pt", $"{title} {number}"), 4, workload: 50, partOf: ["PT-ESCOLA~Q-ELE"]);
        unit["relativeWeight"] = 10;
        unit["learningOutcomes"] = new { pt = new[] { "Instala e verifica circuitos", "Interpreta esquemas", "Trabalha em segurança" } };
        unit["learningOutcomeTypes"] = new[] { "skill", "knowledge", "responsibility" };
        return unit;
    }

    static Dictionary<string, object> Entry(string kind, (string Language, string Text) title, int level, decimal workload = 25, string[]? partOf = null)
    {
        var entry = new Dictionary<string, object>
        {
            ["kind"] = kind,
            ["title"] = new Dictionary<string, string> { [title.Language] = title.Text },
            ["learningOutcomes"] = new { pt = new[] { "Aplica o que aprendeu" } },
            ["workloadHours"] = workload,
            ["hoursKind"] = "notional",
            ["eqfLevel"] = level,
            ["nqfFramework"] = "QNQ",
            ["nqfLevel"] = $"{level}",
            ["iscedF"] = new[] { "0713" },
            ["languages"] = new[] { "pt" },
            ["modes"] = new[] { "presential", "work-based" },
            ["assessmentTypes"] = new[] { "practical" },
            ["qualityAssurance"] = new[] { "institutional" },
            ["status"] = "published",
        };
        if (partOf is not null) entry["partOf"] = partOf;
        return entry;
    }

    static Dictionary<string, object> MicroCredential((string Language, string Text) title, (string Language, string Text) other, string field, decimal credits, string system, string body) => new()
    {
        ["kind"] = "micro-credential",
        ["title"] = new Dictionary<string, string> { [title.Language] = title.Text, [other.Language] = other.Text },
        ["description"] = new Dictionary<string, string> { [title.Language] = title.Text + ". " + title.Text + "." },
        ["learningOutcomes"] = new Dictionary<string, string[]> { [title.Language] = [title.Text] },
        ["awardingBody"] = body,
        ["creditSystem"] = system,
        ["creditPoints"] = credits,
        ["workloadHours"] = credits * 27,
        ["hoursKind"] = "notional",
        ["eqfLevel"] = 5,
        ["iscedF"] = new[] { field },
        ["languages"] = new[] { title.Language },
        ["modes"] = new[] { "online", "blended" },
        ["assessmentTypes"] = new[] { "written", "project" },
        ["supervision"] = "supervised-online",
        ["identityVerification"] = "yes",
        ["qualityAssurance"] = new[] { "programme" },
        ["prerequisites"] = new Dictionary<string, string> { [title.Language] = title.Text },
        ["stackability"] = "stackable",
        ["startDate"] = "2027-02-01",
        ["priceAmount"] = 120,
        ["priceCurrency"] = "EUR",
        ["homepage"] = "https://example.org/offer",
        ["status"] = "published",
    };
}
