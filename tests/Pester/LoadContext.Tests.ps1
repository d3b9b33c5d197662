# Each test in a PowerShell of its own: what has been loaded stays loaded.

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    $pwsh = @([Environment]::ProcessPath)
    if ((Split-Path $pwsh[0] -LeafBase) -eq 'dotnet') { $pwsh += "$PSHOME/pwsh.dll" }

    # A module that uses the oldest Polly.Core that this one could have met, and that cannot do with another.
    $configuration = $env:GENESYSFLOWS_TEST_CONFIGURATION.ToLowerInvariant()
    $olderPolly = (Resolve-Path "$PSScriptRoot/../../artifacts/bin/Pester.Tests/$configuration/OlderPolly/Polly.Core.dll").Path
    $null = New-Item "$TestDrive/Other" -ItemType Directory
    Set-Content "$TestDrive/Other/Other.psm1" @"
Add-Type -Path '$olderPolly'
function Get-OtherPolly {
    `$builder = [Polly.ResiliencePipelineBuilder]::new()
    `$null = [Polly.RetryResiliencePipelineBuilderExtensions]::AddRetry(`$builder, [Polly.Retry.RetryStrategyOptions]::new())
    `$builder.Build().Execute([Func[string]] { [Polly.ResiliencePipeline].Assembly.GetCustomAttributes([Reflection.AssemblyFileVersionAttribute]).Version })
}
"@

    function Invoke-Pwsh([string] $Script) {
        $output = & $pwsh[0] @($pwsh | Select-Object -Skip 1) -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
`$env:PSModulePath = '$env:PSModulePath'
$Script
"@ 2>&1
        $LASTEXITCODE | Should -Be 0 -Because ($output | Out-String)
        $output
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Another module with another Polly.Core' {
    It 'may have been loaded before, and both work' {
        Invoke-Pwsh "
            Import-Module '$TestDrive/Other/Other.psm1'
            Import-Module GenesysFlows
            Connect-GenesysCloud
            (Start-GenesysFlow 'Nightly clean-up').Status
            Get-OtherPolly" | Should -Be RUNNING, 8.1.0.2599
    }

    It 'may be loaded after, and both work' {
        Invoke-Pwsh "
            Import-Module GenesysFlows
            Connect-GenesysCloud
            (Start-GenesysFlow 'Nightly clean-up').Status
            Import-Module '$TestDrive/Other/Other.psm1'
            Get-OtherPolly
            (Start-GenesysFlow 'Nightly clean-up').Status" | Should -Be RUNNING, 8.1.0.2599, RUNNING
    }
}

Describe 'Importing' {
    It 'leaves Polly.Core to others: it is loaded in the context of the module alone' {
        Invoke-Pwsh "
            Import-Module GenesysFlows
            Connect-GenesysCloud
            [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -eq 'Polly.Core' }.ForEach{
                [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name
            }" | Should -Be GenesysFlows
    }

    It 'twice, with -Force, and again after Remove-Module keeps one set of assemblies, and the cmdlets work' {
        Invoke-Pwsh "
            Import-Module GenesysFlows
            Import-Module GenesysFlows
            Import-Module GenesysFlows -Force
            Remove-Module GenesysFlows
            Import-Module GenesysFlows
            Connect-GenesysCloud
            (Start-GenesysFlow 'Nightly clean-up').Status
            [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -match '^(FlowCmdlets|GenesysCloud)' }.Count" |
            Should -Be RUNNING, 4
    }

    It 'in 20 runspaces at once works in each' {
        Invoke-Pwsh "
            Import-Module GenesysFlows
            `$session = Connect-GenesysCloud -PassThru
            `$status = 1..20 | ForEach-Object -ThrottleLimit 20 -Parallel {
                Import-Module GenesysFlows
                (Start-GenesysFlow 'Nightly clean-up' -Session `$using:session).Status
            }
            `$status.Count
            `$status | Sort-Object -Unique" | Should -Be 20, RUNNING
    }

    It 'for the first time in 20 runspaces at once works in each' {
        Invoke-Pwsh "
            `$status = 1..20 | ForEach-Object -ThrottleLimit 20 -Parallel {
                Import-Module GenesysFlows
                Connect-GenesysCloud
                (Start-GenesysFlow 'Nightly clean-up').Status
            }
            `$status.Count
            `$status | Sort-Object -Unique" | Should -Be 20, RUNNING
    }
}

Describe 'Removing the module' {
    It 'closes what its runspace opened, and nothing of another runspace' {
        Invoke-Pwsh "
            Import-Module GenesysFlows
            `$session = Connect-GenesysCloud -PassThru
            `$named = Connect-GenesysCloud -Name prod -PassThru
            `$other = 1 | ForEach-Object -Parallel {
                Import-Module GenesysFlows
                `$mine = Connect-GenesysCloud -PassThru
                Remove-Module GenesysFlows
                `$mine.IsConnected
            }
            `$other, `$session.IsConnected, `$named.IsConnected
            Remove-Module GenesysFlows
            `$session.IsConnected, `$named.IsConnected
            Import-Module GenesysFlows
            `$null -eq (Get-GenesysCloudSession)
            @(Get-GenesysCloudSession -ListAvailable).Count" | Should -Be False, True, True, False, False, True, 0
    }

    It 'is done by Import-Module -Force as well' {
        Invoke-Pwsh "
            Import-Module GenesysFlows
            `$session = Connect-GenesysCloud -PassThru
            Import-Module GenesysFlows -Force
            `$session.IsConnected
            try { Get-GenesysFlow -Session `$session } catch { `$_.FullyQualifiedErrorId -replace ',.*' }" | Should -Be False, NotConnected
    }
}
