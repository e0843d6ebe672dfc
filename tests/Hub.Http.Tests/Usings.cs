global using System.Net;
global using System.Net.Http.Json;
global using System.Text;
global using System.Text.Json;
global using Hub.Http.Tests.Hosting;
global using Xunit;

[assembly: AssemblyFixture(typeof(HubUnderTest))]
