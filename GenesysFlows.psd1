@{
    RootModule           = 'bin/FlowCmdlets.dll'
    # Imported before the cmdlets, so that what they refer to is found in a load context of the module's own.
    NestedModules        = @('bin/FlowCmdlets.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '5c3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51'
    Author               = 'The GenesysFlows contributors'
    CompanyName          = 'The GenesysFlows contributors'
    Copyright            = '(c) The GenesysFlows contributors. MIT licence.'
    Description          = 'Launches Genesys Cloud Architect flows from PowerShell, one by one or by the ten thousand, follows them to their end, and never launches a row twice.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('bin/GenesysFlows.Format.ps1xml')
    CmdletsToExport      = @(
        'Connect-GenesysCloud'
        'Disconnect-GenesysCloud'
        'Get-GenesysCloudSession'
        'Get-GenesysFlow'
        'Get-GenesysFlowExecution'
        'Get-GenesysFlowInput'
        'Get-GenesysFlowJournal'
        'Resolve-GenesysFlowJournal'
        'Start-GenesysFlow'
        'Wait-GenesysFlowExecution'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('Genesys', 'GenesysCloud', 'PureCloud', 'Architect', 'Flow', 'Workflow', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
