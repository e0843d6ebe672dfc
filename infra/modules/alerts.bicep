// What somebody has to know of; each alert has its part in infra/RUNBOOK.md. Requests are named after functions, and those after queues.
param name string
param location string
param tags object
param workspaceId string
param storageId string
param email string
param releaseMaxAgeHours int

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'hub'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var rules = [
  {
    name: 'work-failed'
    text: 'Work failed at every attempt. Runbook: poison messages.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    // The counter as well, for apps whose worker exports its meters.
    query: 'union isfuzzy=true (AppRequests | where Name endswith "-poison" | project TimeGenerated), (AppMetrics | where Name == "hub.work.failed" and Sum > 0 | project TimeGenerated) | summarize Found = count()'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'poison-failed'
    text: 'What records failed work fails itself: its message comes back in the queue named ...-poison until it is recorded. Runbook: poison messages.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: 'AppRequests | where Name endswith "-poison" and Success == false | summarize Found = count()'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'release-old'
    text: 'No release was cut, or found unchanged, for ${releaseMaxAgeHours} hours. Runbook: failed release.'
    severity: 2
    every: 'PT1H'
    window: 'P2D'
    query: 'AppRequests | where TimeGenerated > ago(${releaseMaxAgeHours}h) and Name == "release-cut" and Success == true | summarize Found = count()'
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'case-overdue'
    text: 'A case of recognition passed the deadline of its law, and no mail about it went out. Runbook: parked and overdue cases.'
    severity: 2
    every: 'PT1H'
    window: 'PT1H'
    query: 'AppTraces | where Message startswith "To tell: case-overdue" or Message startswith "Mail case-overdue" | summarize Found = count()'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'step-failed'
    text: 'Steps of cases fail; after six tries a case is parked. Runbook: parked and overdue cases.'
    severity: 2
    every: 'PT15M'
    window: 'PT30M'
    query: 'AppTraces | where Message startswith "Step " and Message endswith " failed." and SeverityLevel >= 3 | summarize Found = count()'
    operator: 'GreaterThan'
    threshold: 5
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: rule.name
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      // The tables are there with the first request only.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Found'
            timeAggregation: 'Total'
            operator: any(rule.operator)
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource busy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-storage-busy'
  location: 'global'
  tags: tags
  properties: {
    description: 'The storage account answers that it is busy: a limit binds. infra/COST.md, limits.'
    severity: 3
    enabled: true
    scopes: [storageId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'busy'
          metricName: 'Transactions'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          dimensions: [
            { name: 'ResponseType', operator: 'Include', values: ['ServerBusyError', 'ClientThrottlingError'] }
          ]
          operator: 'GreaterThan'
          threshold: 100
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
