[assembly: AssemblyFixture(typeof(BrowserHub))]
