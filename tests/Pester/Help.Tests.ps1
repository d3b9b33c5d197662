BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    $cmdlets = (Import-PowerShellDataFile "$root/GenesysFlows.psd1").CmdletsToExport
    $topics = (Get-ChildItem "$root/docs/en-US" -Filter about_*.md).BaseName

    # Every block of commands, with the output that the page shows below it.
    $examples = foreach ($page in Get-ChildItem "$root/docs/en-US" -Filter *.md) {
        $content = (Get-Content $page -Raw) -replace '\r'
        foreach ($match in [regex]::Matches($content, '(?ms)^```powershell\n(?<Code>.*?)^```\n(\n```output\n(?<Output>.*?)^```)?')) {
            $before = $content.Substring(0, $match.Index)
            @{
                Page   = $page.BaseName
                Line   = ($before -split '\n').Count
                Title  = ([regex]::Matches($before, '(?m)^#+ (?<Title>.+)$') | Select-Object -Last 1).Groups['Title'].Value -replace '^Example \d+: '
                Code   = $match.Groups['Code'].Value
                Output = $match.Groups['Output'].Value
            }
        }
    }
}

Describe 'Get-Help' {
    BeforeAll {
        Import-Module GenesysFlows, "$PSScriptRoot/Pwsh.psm1"
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $project = (Import-PowerShellDataFile "$root/GenesysFlows.psd1").PrivateData.PSData.ProjectUri
    }

    It 'has the synopsis, description, and examples of <_>' -ForEach $cmdlets {
        $page = (Get-Content "$root/docs/en-US/$_.md" -Raw) -replace '\r'
        $help = Get-Help $_ -Full
        $help.Synopsis.Trim() | Should -Be ([regex]::Match($page, '(?ms)^## SYNOPSIS\n\n(?<Text>.*?)\n\n##').Groups['Text'].Value)
        $help.Description.Text | Should -Not -BeNullOrEmpty
        $codes = [regex]::Matches($page, '(?ms)^```powershell\n(?<Code>.*?)\n```').ForEach{ $_.Groups['Code'].Value }
        @($help.examples.example).Count | Should -Be $codes.Count
        $help.examples.example.code | Should -Be $codes
        Get-Help $_ -Examples | Out-String | Should -BeLike "*$(($codes[0] -split '\n')[0].Substring(0, 20))*"
        "$($help.alertSet.alert.Text)" | Should -BeLike 'Required permissions:*'
    }

    It 'describes every parameter of <_>' -ForEach $cmdlets {
        $common = [Management.Automation.Cmdlet]::CommonParameters
        $names = (Get-Command $_).Parameters.Keys.Where{ $_ -notin $common } | Sort-Object
        if (-not $names) { return }
        $help = Get-Help $_ -Parameter *
        $help.name | Sort-Object | Should -Be $names
        $help.ForEach{ $_.description.Text } | Should -Not -Contain $null
    }

    It 'shows default, aliases, and pipeline input of one parameter' {
        $help = Get-Help Start-GenesysFlow -Parameter Flow
        $help.aliases | Should -Be 'FlowId, FlowName'
        $help.pipelineInput | Should -Be 'True (ByPropertyName)'
        (Get-Help Start-GenesysFlow -Parameter ThrottleLimit).defaultValue | Should -Be 8
    }

    It 'has the values of an enumeration in the syntax' {
        Get-Help Start-GenesysFlow | Out-String -Width 500 | Should -BeLike '*{Skip | Fail | RelaunchFailed}*'
    }

    It 'opens the page of a cmdlet with -Online' -Skip:(-not $IsLinux) {
        Set-Content "$TestDrive/xdg-open" "#!/bin/sh`necho `"`$@`" > '$TestDrive/opened'"
        chmod +x "$TestDrive/xdg-open"
        $run = Invoke-Pwsh "`$env:PATH = '$($TestDrive):' + `$env:PATH; Get-Help Start-GenesysFlow -Online; while (-not (Test-Path '$TestDrive/opened')) { [Threading.Thread]::Sleep(10) }"
        $run.ErrorOutput | Should -BeNullOrEmpty
        "$(Get-Content "$TestDrive/opened")" | Should -Be "$project/blob/main/docs/en-US/Start-GenesysFlow.md"
        "$root/docs/en-US/Start-GenesysFlow.md" | Should -Exist
    }

    It 'shows <_>, also before the module is imported' -ForEach $topics {
        $run = Invoke-Pwsh "(Get-Help $_).Trim()"
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output | Should -BeLike "TOPIC*$_*SHORT DESCRIPTION*"
    }

    It 'lists the about topics with their short descriptions' {
        $found = Get-Help about_GenesysFlows*
        $found.Name | Sort-Object | Should -Be ((Get-ChildItem "$root/docs/en-US" -Filter about_*.md).BaseName | Sort-Object)
        foreach ($topic in $found) {
            $page = (Get-Content "$root/docs/en-US/$($topic.Name).md" -Raw) -replace '\r'
            $topic.Synopsis | Should -Be ([regex]::Match($page, '(?m)^## SHORT DESCRIPTION\n\n(?<Text>.+)$').Groups['Text'].Value)
        }
    }

    It 'finds the cause and the cure of an error ID in about_GenesysFlows_Errors' {
        Get-Help about_GenesysFlows_Errors | Should -Match '(?m)^ +KeyColumnMissing\n +\S'
    }
}

Describe 'The completion of parameters' {
    It 'shows the help message as the tooltip' {
        Import-Module GenesysFlows
        $line = 'Start-GenesysFlow -OnEx'
        $completion = (TabExpansion2 $line $line.Length).CompletionMatches
        $completion.ListItemText | Should -Be OnExisting
        # PowerShell 7.4 shows only the type.
        if ($PSVersionTable.PSVersion -ge '7.5') { $completion.ToolTip | Should -BeLike '*Specifies what to do with rows that were launched before.*' }
    }
}

Describe 'The examples' {
    BeforeAll {
        Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Snippet.psm1"
        $simulator = Start-Simulator
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('en-US')

        $homes = $env:HOME, $env:USERPROFILE
        $environment = @{}
        foreach ($name in 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET') {
            $environment[$name] = [Environment]::GetEnvironmentVariable($name)
        }

        # What readers have of their own.
        $secret = ConvertTo-SecureString $env:GENESYSCLOUD_OAUTHCLIENT_SECRET -AsPlainText -Force
        $clientIdAndSecret = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, $secret)

        # The browser of a reader who approves.
        $browser = $env:GENESYSCLOUD_BROWSER, $env:CURL_HOME
        $env:GENESYSCLOUD_BROWSER, $env:CURL_HOME = 'curl', "$TestDrive"
        Set-Content "$TestDrive/.curlrc" 'location', 'silent', 'noproxy = "*"', "output = `"$("$TestDrive/page.html".Replace('\', '/'))`""

        function Get-Credential([string] $Message) { $clientIdAndSecret }

        function Get-Secret([string] $Name) { Read-Host -AsSecureString }

        function Read-Host([string] $Prompt, [switch] $AsSecureString) {
            $body = @{ grant_type = 'client_credentials' }
            $token = Invoke-RestMethod "$($simulator.Address)/oauth/token" -Method Post -Body $body -Authentication Basic -Credential $clientIdAndSecret -AllowUnencryptedAuthentication
            ConvertTo-SecureString $token.access_token -AsPlainText -Force
        }

        # What was there before, by the page or by the page and the title.
        $launch = {
            Import-Csv people.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeeNumber -PassThru @args
        }
        $gateway = {
            Get-GenesysCloudSession | Disconnect-GenesysCloud
            Set-Simulator $simulator @{ gatewayLoginPath = '/login'; gatewayApiPath = '/genesys' }
        }
        $others = {
            # Other programs, which launch flows all the time.
            $null = Start-ThreadJob -Name Others {
                while ($true) { 'Nightly clean-up', 'Sync directory' | Start-GenesysFlow -Session $using:session -Wait }
            }
        }
        $before = @{
            'Watch-GenesysFlow'                                                = {
                $session = Get-GenesysCloudSession
                & $others
            }
            'Connect-GenesysCloud/Connect through a private gateway'           = { & $gateway }
            'about_GenesysFlows_Network/Private gateways'                      = { & $gateway }
            'Connect-GenesysCloud'                                             = { Get-GenesysCloudSession | Disconnect-GenesysCloud }
            'Connect-GenesysCloud/Use a profile of the official command-line client' = {
                $null = New-Item "$folder/home/.gc" -ItemType Directory
                Set-Content "$folder/home/.gc/config.toml" @"
[prod]
environment = "$($simulator.Address)"
client_credentials = "$env:GENESYSCLOUD_OAUTHCLIENT_ID"
client_secret = "$env:GENESYSCLOUD_OAUTHCLIENT_SECRET"
"@
                if (-not $IsWindows) { chmod 600 "$folder/home/.gc/config.toml" }
                $env:HOME = $env:USERPROFILE = "$folder/home"
                Remove-Item Env:GENESYSCLOUD_REGION, Env:GENESYSCLOUD_OAUTHCLIENT_*
            }
            'Get-GenesysFlowJournal'                                           = { $null = & $launch -Wait }
            'Export-GenesysFlowReport'                                         = { & $launch -Wait | Export-Csv results.csv }
            'Get-GenesysFlowExecution/Read the results of a file'              = { & $launch -Wait | Export-Csv results.csv }
            'Wait-GenesysFlowExecution/Wait for the executions of an earlier run' = { $null = & $launch }
            'Start-GenesysFlow/Launch failed executions again'                 = {
                $rows = Import-Csv people.csv
                $rows[1].UserId = ''
                $rows | Export-Csv people.csv
                $null = & $launch
            }
            'Start-GenesysFlow/Read a file with German numbers and dates'      = {
                $rows = Import-Csv people.csv | Select-Object -First 2
                $rows | ForEach-Object { $_.StartDate = '31.12.2026' }
                $rows | Export-Csv people-de.csv -Delimiter ';'
            }
            'Resolve-GenesysFlowJournal/Search, then resume the run'           = {
                Add-SimulatorFault $simulator @{ kind = 'StatusBefore'; status = 409 }
            }
            'Resolve-GenesysFlowJournal'                                       = {
                Add-SimulatorFault $simulator @{ kind = 'DropAfter'; skip = 3 }
                $null = & $launch -ReconcileTimeout 0 -ErrorAction Ignore
                (Get-GenesysFlowJournal run.jsonl -Summary).Unknown | Should -Be 1
            }
        }
    }

    BeforeEach {
        Reset-Simulator $simulator
        Get-GenesysCloudSession -ListAvailable | Disconnect-GenesysCloud
        Connect-GenesysCloud
    }

    AfterEach {
        # What an example may have changed.
        Get-Job -Name Others -ErrorAction Ignore | Remove-Job -Force
        Set-SimulatorEnvironment $environment
        $env:HOME, $env:USERPROFILE = $homes
    }

    AfterAll {
        $env:GENESYSCLOUD_BROWSER, $env:CURL_HOME = $browser
        [cultureinfo]::CurrentCulture = $culture
        Stop-Simulator $simulator
    }

    It 'of <Page> at line <Line> (<Title>) do what the page shows' -ForEach $examples {
        $folder = New-ReaderFolder "$TestDrive/$Page-$Line"
        # Columns that are no inputs have an example of their own.
        Import-Csv "$folder/people.csv" | Select-Object EmployeeNumber, UserId, StartDate | Export-Csv "$folder/people.csv.new"
        Move-Item "$folder/people.csv.new" "$folder/people.csv" -Force
        Push-Location $folder
        try {
            foreach ($preparation in $before["$Page/$Title"], $before[$Page]) {
                if ($preparation) { . $preparation 3>$null }
            }

            $transcript = "$TestDrive/$Page-$Line.txt"
            $null = Start-Transcript $transcript -UseMinimalHeader
            try {
                foreach ($statement in Get-Statement (ConvertTo-ReaderScript $Code $simulator)) {
                    . $statement | Out-String -Width 80 | Out-Host
                }
            } finally {
                $null = Stop-Transcript
            }
        } finally {
            Pop-Location
        }

        $shown = Get-TranscriptText $transcript
        ConvertTo-Shape $shown $folder | Should -Be (ConvertTo-Shape $Output) -Because "the console shows:`n$shown`n"
    }
}
