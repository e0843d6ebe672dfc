using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub;

/// <summary>JSON as the hub writes it everywhere: camel case, nothing for null, letters of all languages as themselves.</summary>
public static class HubJson
{
    /// <summary>Escapes only what JSON demands. Safe here: nothing of it is put into HTML unescaped.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    static readonly JsonNamingPolicy Names = JsonNamingPolicy.KebabCaseLower;

    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Public name of a value, as it stands in JSON: <c>awaiting-confirmation</c>. For texts that speak of it.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => Names.ConvertName(value.ToString());

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new JsonStringEnumConverter(Names));
        options.Converters.Add(new OrganisationIdConverter());
        options.TypeInfoResolverChain.Add(StoredTypes.Default);
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        options.MakeReadOnly();
        return options;
    }

    sealed class OrganisationIdConverter : JsonConverter<OrganisationId>
    {
        public override OrganisationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            OrganisationId.TryParse(reader.GetString(), out OrganisationId id) ? id : throw new JsonException("This is no organisation id.");

        public override void Write(Utf8JsonWriter writer, OrganisationId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
