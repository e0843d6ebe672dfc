using System.CommandLine;
namespace Hub.Standalone.Commands;
static class DemoCommand { public static Command Create() => new("demo", "x"); }
