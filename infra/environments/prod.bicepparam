using '../main.bicep'

param environmentName = 'prod'
param hubName = readEnvironmentVariable('HUB_NAME', 'Micro-credential hub')
param operator = readEnvironmentVariable('HUB_OPERATOR')
param bootstrapKeySha256 = readEnvironmentVariable('HUB_BOOTSTRAP_SHA256', '')
param publicUrl = readEnvironmentVariable('HUB_PUBLIC_URL', '')
param storageSku = 'Standard_ZRS'
param instanceMemoryMB = 2048
param maximumInstances = 100
param alwaysReadyInstances = 1
param hasEdge = true
param mailServer = readEnvironmentVariable('HUB_MAIL_SERVER', '')
param mailUser = readEnvironmentVariable('HUB_MAIL_USER', '')
param mailFrom = readEnvironmentVariable('HUB_MAIL_FROM', '')
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL')
param monthlyBudget = int(readEnvironmentVariable('HUB_MONTHLY_BUDGET', '500'))
param budgetStart = readEnvironmentVariable('HUB_BUDGET_START', '')
param logDays = 90
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
