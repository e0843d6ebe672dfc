using Hub.Storage.Contracts;

namespace Hub.Azure.Tests;

public sealed class AzureTablesTests : TablesContract<AzureFixture>;

public sealed class AzureTableScansTests : TableScansContract<AzureFixture>;

public sealed class ServiceRemainsContractTests : RemainsContract<AzureFixture>;

public sealed class AzureQueueTests : QueueContract<AzureFixture>;

public sealed class AzureBlobsTests : BlobsContract<AzureFixture>;

public sealed class SharedAccessLinksContractTests : UploadLinksContract<AzureFixture>;
