using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Tests.Kernel;

/// <summary>What is stored must not depend on who made the code that writes it.</summary>
public sealed class StoredTypesTests
{
    static readonly JsonSerializerOptions Reflected = new(HubJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static TheoryData<Type> Types =>
        [.. typeof(HubJson).Assembly.GetType("Hub.StoredTypes")!.GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute)).Select(a => (Type)a.ConstructorArguments[0].Value!)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Properties_OfMadeCode_AreThoseThatReflectionFinds(Type type)
    {
        JsonTypeInfo made = HubJson.Options.GetTypeInfo(type);
        Assert.NotEqual(typeof(DefaultJsonTypeInfoResolver), made.OriginatingResolver?.GetType());
        Assert.Equal(Described(Reflected.GetTypeInfo(type)), Described(made));
    }

    static IEnumerable<string> Described(JsonTypeInfo type) => type.Properties.Select(p => $"{p.Name} {p.PropertyType} get {p.Get is not null} set {p.Set is not null} parameter {p.AssociatedParameter?.Position}");
}
