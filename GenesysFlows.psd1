@{
    RootModule           = 'bin/FlowCmdlets.dll'
    # Imported before the cmdlets, so that their dependencies load in the module's own load context.
    NestedModules        = @('bin/FlowCmdlets.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '5c3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51'
    Author               = 'The GenesysFlows contributors'
    CompanyName          = 'The GenesysFlows contributors'
    Copyright            = '(c) The GenesysFlows contributors. MIT license.'
    Description          = 'Launches Genesys Cloud Architect flows from PowerShell, one or 100,000 from a CSV file, tracks each execution until it finishes, and never launches a row twice.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('bin/GenesysFlows.Format.ps1xml')
    TypesToProcess       = @('bin/GenesysFlows.Types.ps1xml')
    CmdletsToExport      = @(
        'Connect-GenesysCloud'
        'Disconnect-GenesysCloud'
        'Export-GenesysFlowDefinition'
        'Export-GenesysFlowReport'
        'Find-GenesysFlowInstance'
        'Get-GenesysCloudAccessToken'
        'Get-GenesysCloudSession'
        'Get-GenesysFlow'
        'Get-GenesysFlowExecution'
        'Get-GenesysFlowInput'
        'Get-GenesysFlowJournal'
        'Get-GenesysFlowLogLevel'
        'Get-GenesysFlowOutput'
        'Invoke-GenesysCloudApi'
        'Measure-GenesysFlowExecution'
        'Resolve-GenesysFlowJournal'
        'Save-GenesysFlowInstanceData'
        'Set-GenesysFlowLogLevel'
        'Start-GenesysFlow'
        'Test-GenesysCloudAccess'
        'Wait-GenesysFlowExecution'
        'Watch-GenesysFlow'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    # No HelpInfoUri: the help of this version is in the module, so Update-Help has nothing to download.
    PrivateData          = @{
        PSData = @{
            ProjectUri   = 'https://genesysflows.example/GenesysFlows'
            LicenseUri   = 'https://genesysflows.example/GenesysFlows/blob/main/LICENSE'
            ReleaseNotes = 'https://genesysflows.example/GenesysFlows/blob/main/CHANGELOG.md'
            Tags         = @('Genesys', 'GenesysCloud', 'PureCloud', 'Architect', 'Flow', 'Workflow', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
