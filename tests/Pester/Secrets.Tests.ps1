BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1", "$PSScriptRoot/Secrets.psm1"
    $simulator = Start-Simulator
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'The search for secrets' {
    It 'finds <Name>' -ForEach @(
        @{ Name = 'a client secret'; Leak = { 'not-a-secret-administrator' } }
        @{ Name = 'a token'; Leak = { Connect-GenesysCloud; "Bearer $(Get-GenesysCloudAccessToken -AsPlainText)" } }
        @{ Name = 'a Basic header'; Leak = { 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('id:not-a-secret-administrator')) } }
    ) {
        $leak = & $Leak
        "before $leak after" | Find-Secret | Should -Not -BeNullOrEmpty
        New-Item "$TestDrive/leak" -ItemType Directory -Force
        Set-Content "$TestDrive/leak/log.txt" "first line`n$leak"
        { Assert-NoSecretInFolder "$TestDrive/leak" } | Should -Throw '*log.txt*'
        Remove-Item "$TestDrive/leak" -Recurse
    }

    It 'finds nothing in what is none' {
        'before after', "not-a-guid $(New-Guid)", $null | Find-Secret | Should -BeNullOrEmpty
    }
}

Describe 'No secret' {
    It 'is in any view, serialization, error, transcript, or file of a session in which much goes wrong' {
        $folder = (New-Item "$TestDrive/session" -ItemType Directory).FullName
        foreach ($fault in @{ kind = 'StatusBefore'; status = 409; skip = 1 }, @{ kind = 'DropAfter'; skip = 1 }, @{ kind = 'UnreadableBody'; skip = 1 }) {
            Add-SimulatorFault $simulator $fault
        }

        $run = Invoke-Pwsh -NonInteractive -WorkingDirectory $folder @'
            $ErrorActionPreference = 'Continue'
            $PSDefaultParameterValues = @{ '*Genesys*:Verbose' = $true; '*Genesys*:Debug' = $true }
            $null = Start-Transcript transcript.txt -IncludeInvocationHeader
            $secret = ConvertTo-SecureString $env:GENESYSCLOUD_OAUTHCLIENT_SECRET -AsPlainText -Force
            $credential = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, $secret)
            $wrong = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, (ConvertTo-SecureString "$($env:GENESYSCLOUD_OAUTHCLIENT_SECRET)-wrong" -AsPlainText -Force))

            $objects = & {
                try { Connect-GenesysCloud -Credential $wrong } catch { $_ }
                Connect-GenesysCloud -Credential $credential -PassThru
                Get-GenesysCloudSession
                Test-GenesysCloudAccess 'Onboard employee'
                Get-GenesysFlow
                try { Get-GenesysFlow 'no such flow' } catch { $_ }
                Get-GenesysFlowInput 'Onboard employee'
                Get-GenesysFlowOutput 'Onboard employee'
                1..5 | ForEach-Object { [pscustomobject]@{ message = "No. $_" } } | Start-GenesysFlow 'Notify supervisors' -Journal run.jsonl -PassThru -ReconcileTimeout 0
                Get-GenesysFlowJournal run.jsonl
                Resolve-GenesysFlowJournal run.jsonl
                Export-GenesysFlowDefinition flows.json
                Invoke-GenesysCloudApi routing/queues
                Invoke-GenesysCloudApi tokens/me
                try { Invoke-GenesysCloudApi users/nobody } catch { $_ }
                Get-GenesysCloudAccessToken
            }
            "objects: $($objects.Count)"
            $objects | Format-List * -Force
            $objects | ForEach-Object { Get-Member -InputObject $_ }
            # An error leads to the types and assemblies of .NET, which no depth exhausts, and a SecureString is written in the clear here.
            $emitted = $objects | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [securestring] }
            $emitted | ConvertTo-Json -Depth 9 -WarningAction Ignore
            $emitted | Export-Clixml objects.xml
            $Error | Format-List * -Force
            $Error | ForEach-Object { $_.Exception.ToString(); $_.Exception.Data; $_.ScriptStackTrace; $_.Exception.StackTrace }
            $Error | Export-Clixml errors.xml
            Disconnect-GenesysCloud
            $null = Stop-Transcript
'@
        $run.Output | Should -Match 'objects: \d{2,}'
        $run.Output | Should -Match 'DEBUG: POST /oauth/token 401'
        (Get-ChildItem $folder -File).Name | Sort-Object | Should -Be errors.xml, flows.json, objects.xml, run.jsonl, transcript.txt
        Get-Content "$folder/transcript.txt" -Raw | Should -Match 'POST /oauth/token 401'
        $run.Output, $run.ErrorOutput | Find-Secret | Should -BeNullOrEmpty
        Assert-NoSecretInFolder $folder
    }

    It 'of a proxy is shown when requests through it fail' {
        $run = Invoke-Pwsh -NonInteractive @'
            $env:HTTPS_PROXY = 'http://somebody:not-a-secret-of-the-proxy@127.0.0.1:1'
            $env:GENESYSCLOUD_REGION = 'eu-central-1'
            try { Connect-GenesysCloud -TimeoutSec 1 -Verbose -Debug } catch { $_ | Format-List * -Force; $_.Exception.ToString() }
            $Error | Format-List * -Force
'@
        $run.Output | Should -Match 'SignInUnreachable'
        $run.Output, $run.ErrorOutput | Find-Secret | Should -BeNullOrEmpty
    }
}
