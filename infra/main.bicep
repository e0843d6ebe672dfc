// A hub in Azure: one function app, one storage account, one key vault, and what watches over them. One deployment is one hub:
// the names of the work queues are fixed, so two hubs never share an account.
targetScope = 'resourceGroup'

@description('Short name of the environment; part of every name.')
@minLength(2)
@maxLength(8)
param environmentName string

param location string = resourceGroup().location

@description('Name of the hub, as the landing page shows it.')
param hubName string

@description('Id of the organisation that operates the hub.')
param operator string

@description('SHA-256, in hexadecimal digits, of a first secret that acts as registrar and publisher. Empty once real keys are handed out.')
param bootstrapKeySha256 string = ''

@description('Address the hub is known by, such as https://hub.example. Empty: the host name that Azure gives.')
param publicUrl string = ''

@description('Copies of the data: ZRS lies in three zones of the region, GZRS in another region besides. Not every region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string

@description('Memory of an instance in MB.')
@allowed([2048, 4096])
param instanceMemoryMB int

@description('Most instances at a time, which is the most it can cost. Every trigger group scales by itself.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Instances for HTTP that always run: 0 saves money, 1 saves the first caller of a quiet hour the cold start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Front Door before the hub: requests are limited by address there, and only it can reach the function app.')
param hasEdge bool

@description('Requests a minute of one address that the edge lets through.')
param requestsPerMinuteOfAddress int = 1200

@description('When releases are cut: six fields, seconds first, UTC.')
param releaseSchedule string = '0 0 3 * * *'

param cleanSchedule string = '0 0 4 * * *'

param sweepSchedule string = '0 */5 * * * *'

@description('Host name of the SMTP server; empty: the log says what there was to tell. Its password is the secret mail-password.')
param mailServer string = ''

param mailUser string = ''

param mailFrom string = ''

@description('Any other setting of local.settings.example.json, by its name there.')
param settings object = {}

@description('Who is told of alerts.')
param alertEmail string

@description('Hours without a cut that went through, after which the release counts as old: more than releaseSchedule takes.')
@minValue(2)
@maxValue(47)
param releaseMaxAgeHours int = 26

@description('What the resource group may cost a month, in the currency of the subscription. Told at 80 % and when the forecast is above it.')
@minValue(1)
param monthlyBudget int

@description('First day of the month the budget begins with, yyyy-mm-01. Empty: this month. Later deployments give the same: Azure does not let it change.')
param budgetStart string = ''

@description('Not to be given.')
param thisMonth string = utcNow('yyyy-MM-01')

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

@description('Object id of who deploys, to make the secrets of the vault. Empty: nobody.')
param deployerId string = ''

@allowed(['User', 'ServicePrincipal'])
param deployerType string = 'User'

var token = toLower(uniqueString(subscription().id, resourceGroup().id, environmentName))
var tags = { 'azd-env-name': environmentName, product: 'hub' }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-hub-${environmentName}'
  location: location
  tags: tags
}

module storage 'modules/storage.bicep' = {
  params: {
    name: 'hub${token}'
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.properties.principalId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: 'kv-hub-${token}'
    location: location
    tags: tags
    principalId: identity.properties.principalId
    deployerId: deployerId
    deployerType: deployerType
    workspaceId: telemetry.outputs.workspaceId
  }
}

module telemetry 'modules/telemetry.bicep' = {
  params: {
    name: 'hub-${environmentName}'
    location: location
    tags: tags
    days: logDays
    principalId: identity.properties.principalId
  }
}

module edge 'modules/edge.bicep' = if (hasEdge) {
  params: {
    name: 'hub-${environmentName}'
    tags: tags
    requestsPerMinute: requestsPerMinuteOfAddress
  }
}

var appName = 'hub-${environmentName}-${token}'
var ownUrl = hasEdge ? 'https://${edge!.outputs.hostName}' : 'https://${appName}.azurewebsites.net'

module app 'modules/app.bicep' = {
  params: {
    name: appName
    location: location
    tags: union(tags, { 'azd-service-name': 'hub' })
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageName: storage.outputs.name
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    telemetryConnection: telemetry.outputs.connectionString
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    frontDoorId: hasEdge ? edge!.outputs.frontDoorId : ''
    settings: union(
      {
        Hub__Name: hubName
        Hub__Operator: operator
        Hub__PublicUrl: empty(publicUrl) ? ownUrl : publicUrl
        Hub__Container: storage.outputs.dataContainer
        Hub__SigningVaultKey: vault.outputs.signingKey
        Hub__LearnerPepper: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/learner-pepper)'
        Hub__WrappingKeys: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/wrapping-keys)'
        Hub__ReleaseSchedule: releaseSchedule
        Hub__CleanSchedule: cleanSchedule
        Hub__SweepSchedule: sweepSchedule
      },
      empty(bootstrapKeySha256) ? {} : { Hub__BootstrapKeySha256: bootstrapKeySha256 },
      empty(mailServer) ? {} : { Hub__Mail__Server: mailServer, Hub__Mail__From: mailFrom },
      empty(mailServer) || empty(mailUser)
        ? {}
        : {
            Hub__Mail__User: mailUser
            Hub__Mail__Password: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/mail-password)'
          },
      settings
    )
  }
}

module route 'modules/edge-route.bicep' = if (hasEdge) {
  params: {
    profileName: edge!.outputs.profileName
    endpointName: edge!.outputs.endpointName
    ruleSetId: edge!.outputs.ruleSetId
    originHost: app.outputs.hostName
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: 'hub-${environmentName}'
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    storageId: storage.outputs.id
    email: alertEmail
    releaseMaxAgeHours: releaseMaxAgeHours
  }
}

module budget 'modules/budget.bicep' = {
  params: {
    name: 'hub-${environmentName}'
    amount: monthlyBudget
    start: empty(budgetStart) ? thisMonth : budgetStart
    email: alertEmail
  }
}

output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_STORAGE_ACCOUNT string = storage.outputs.name
output HUB_APP_NAME string = app.outputs.name
output HUB_URL string = empty(publicUrl) ? ownUrl : publicUrl
