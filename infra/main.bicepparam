// For azd, which reads this file: sizes of a test hub, unless the azd environment says otherwise (azd env set NAME VALUE).
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'test')
param hubName = readEnvironmentVariable('HUB_NAME', 'Micro-credential hub')
param operator = readEnvironmentVariable('HUB_OPERATOR', 'HUB')
param bootstrapKeySha256 = readEnvironmentVariable('HUB_BOOTSTRAP_SHA256', '')
param publicUrl = readEnvironmentVariable('HUB_PUBLIC_URL', '')
param storageSku = readEnvironmentVariable('HUB_STORAGE_SKU', 'Standard_LRS')
param instanceMemoryMB = 2048
param maximumInstances = int(readEnvironmentVariable('HUB_MAXIMUM_INSTANCES', '40'))
param hasEdge = bool(readEnvironmentVariable('HUB_HAS_EDGE', 'false'))
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL', '')
param monthlyBudget = int(readEnvironmentVariable('HUB_MONTHLY_BUDGET', '50'))
param budgetStart = readEnvironmentVariable('HUB_BUDGET_START', '')
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
