using Hub.Storage.Contracts;

namespace Hub.Storage.Tests.Embedded;

public sealed class SqliteTablesTests : TablesContract<EmbeddedFixture>;

public sealed class SqliteTableScansTests : TableScansContract<EmbeddedFixture>;

public sealed class SqliteRemainsContractTests : RemainsContract<EmbeddedFixture>;

public sealed class SqliteQueueTests : QueueContract<EmbeddedFixture>;

public sealed class FolderBlobsTests : BlobsContract<EmbeddedFixture>;

public sealed class SignedUploadLinksContractTests : UploadLinksContract<EmbeddedFixture>;
