@{
    RootModule           = 'PlainModule.dll'
    ModuleVersion        = '1.0.0'
    GUID                 = '2f2f5f0a-92f7-4f3d-8a4e-0b8d3a4c9d11'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @('Get-Plain')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
}
