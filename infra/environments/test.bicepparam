using '../main.bicep'

param environmentName = 'test'
param hubName = 'Micro-credential hub (test)'
param operator = readEnvironmentVariable('HUB_OPERATOR', 'HUB')
param bootstrapKeySha256 = readEnvironmentVariable('HUB_BOOTSTRAP_SHA256', '')
param storageSku = 'Standard_LRS'
param instanceMemoryMB = 2048
param maximumInstances = 40
param hasEdge = false
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL')
param monthlyBudget = 50
param budgetStart = readEnvironmentVariable('HUB_BUDGET_START', '')
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param settings = {
  Hub__KeepReleases: '14'
}
