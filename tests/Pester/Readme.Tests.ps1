BeforeDiscovery {
    # Every snippet of the README, by what no other has. Shell snippets are commands that .ci/run runs; installing is in Package.Tests.ps1.
    $cases = @(
        @{ Case = 'quick start'; Has = 'Get-GenesysFlowInput' }
        @{ Case = 'trying it'; Has = 'dotnet run --project src/Playground' }
        @{ Case = 'building'; Has = 'dotnet build' }
        @{ Case = 'importing from a clone'; Has = 'Import-Module ./' }
        @{ Case = 'installing'; Has = './build.ps1 -Task Package' }
        @{ Case = 'signing in'; Has = 'Get-Credential' }
        @{ Case = 'scheduled use'; Has = '# launch.ps1' }
    )

    $readme = Get-Content "$PSScriptRoot/../../README.md" -Raw
    $snippets = foreach ($match in [regex]::Matches($readme, '(?ms)^(?<Indent> *)```(?<Language>\w*) *\r?\n(?<Text>.*?)^\k<Indent>```')) {
        $text = $match.Groups['Text'].Value -replace "(?m)^$($match.Groups['Indent'].Value)"
        @{
            Line     = ($readme.Substring(0, $match.Index) -split '\n').Count
            Language = $match.Groups['Language'].Value
            Text     = $text
            Case     = @($cases | Where-Object { $text.Contains($_.Has) }).Case
        }
    }
    $shellSnippets = $snippets | Where-Object { -not $_.Language }
    $hasCron = -not $IsWindows
}

Describe 'The README' {
    It 'has one case here for its snippet at line <Line>' -ForEach $snippets {
        $Case | Should -HaveCount 1 -Because 'every snippet is run; a new one needs a case'
        $Language | Should -BeIn '', 'powershell'
    }

    It 'has a snippet for the case of <Case>' -ForEach $cases {
        $has = $Has
        @(Select-String -Path "$PSScriptRoot/../../README.md" -Pattern $has -SimpleMatch) | Should -Not -BeNullOrEmpty
    }

    It 'has commands at line <Line> that .ci/run runs' -ForEach $shellSnippets {
        $run = Get-Content "$PSScriptRoot/../../.ci/run"
        foreach ($line in $Text.Trim() -split '\r?\n') {
            $command = ($line -replace ' +#.*').Trim() -replace ' -c ', ' --configuration '
            @($run) -match "^run $([regex]::Escape($command))( |$)" | Should -Not -BeNullOrEmpty -Because "the README has $command"
        }
    }
}

Describe 'The snippet' {
    BeforeDiscovery {
        $texts = @{}
        foreach ($snippet in $snippets) { $texts["$($snippet.Case)"] = $snippet.Text }
    }

    BeforeAll {
        Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1"
        $simulator = Start-Simulator
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $readme = Get-Content "$root/README.md" -Raw

        # What readers have of their own.
        $secret = ConvertTo-SecureString $env:GENESYSCLOUD_OAUTHCLIENT_SECRET -AsPlainText -Force
        $clientIdAndSecret = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, $secret)
        $id = (New-Guid).Guid

        # The snippet as a reader runs it who put in their own region.
        function ConvertTo-Script([string] $Snippet) {
            [scriptblock]::Create($Snippet.Replace('eu-central-1', $simulator.Address))
        }

        function New-JobFolder([string] $Name) {
            $folder = New-Item "$TestDrive/$Name" -ItemType Directory
            New-EmployeeRow 5 | Export-Csv "$folder/people.csv"
            $folder.FullName
        }
    }

    BeforeEach {
        Reset-Simulator $simulator
    }

    AfterAll {
        Stop-Simulator $simulator
    }

    It 'of the quick start signs in, launches one and then a file, and writes the results' -ForEach @{ Text = $texts.'quick start' } {
        Push-Location (New-JobFolder quickstart)
        try {
            $Error.Clear()
            $shown = . (ConvertTo-Script $Text) 3>$null 6>$null
            $Error | Should -BeNullOrEmpty
            $shown | Where-Object Status -EQ COMPLETED | Should -HaveCount 1
            $results = Import-Csv results.csv
            $results.Status | Should -Be (@('COMPLETED') * 5)
            $results.EmployeeNumber | Sort-Object | Should -Be E1, E2, E3, E4, E5
            @(Get-SimulatorLaunch $simulator).inputData.'Flow.userId' | Sort-Object | Should -Be (@($id) + $results.UserId | Sort-Object)
        } finally {
            Pop-Location
        }
    }

    It 'of importing from a clone brings the cmdlets' -ForEach @{ Text = $texts.'importing from a clone' } {
        $run = Invoke-Pwsh "$Text; (Get-Command Start-GenesysFlow).Module.Path" -WorkingDirectory $root
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -BeLike "$root*FlowCmdlets.dll"
    }

    It 'of installing is run by the tests of the package' {
        Get-Content "$PSScriptRoot/Package.Tests.ps1" -Raw | Should -Match 'README.*build\\\.ps1 -Task Package'
    }

    It 'of signing in connects with what Get-Credential asks for' -ForEach @{ Text = $texts.'signing in' } {
        function Get-Credential([string] $Message) {
            $Message | Should -Not -BeNullOrEmpty
            $clientIdAndSecret
        }

        . (ConvertTo-Script $Text)
        (Get-GenesysCloudSession).ClientId | Should -Be $env:GENESYSCLOUD_OAUTHCLIENT_ID
    }

    Context 'of scheduled use' -ForEach @{ Text = $texts.'scheduled use' } {
        BeforeAll {
            # As a scheduler runs it: from a folder that has none of its files.
            $elsewhere = New-Item "$TestDrive/elsewhere" -ItemType Directory
            $arguments = [regex]::Match($readme, 'Task Scheduler: .*?arguments `(?<Arguments>[^`]+)`').Groups['Arguments'].Value
            $arguments | Should -BeLike '-NoProfile *launch.ps1'

            function Invoke-ScheduledTask([string] $Folder) {
                $own = (-split $arguments) -replace '.*launch\.ps1$', "$Folder/launch.ps1"
                Wait-Pwsh (Start-Pwsh $own $elsewhere)
            }

            function New-Job([string] $Name) {
                $folder = New-JobFolder $Name
                Set-Content "$folder/launch.ps1" $Text
                $folder
            }
        }

        It 'launches all rows, exits with 0, and launches none again when it runs again' {
            $job = New-Job task
            (Invoke-ScheduledTask $job).ExitCode | Should -Be 0
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
            @(Import-Csv "$job/results.csv").EmployeeNumber | Should -Be E1, E2, E3, E4, E5

            (Invoke-ScheduledTask $job).ExitCode | Should -Be 0
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5

            # And how things stand.
            $command = [regex]::Match($readme, '`(?<Command>Get-GenesysFlowJournal run\.jsonl -Summary)`').Groups['Command'].Value
            Push-Location $job
            (& ([scriptblock]::Create($command))).Launched | Should -Be 5
            Pop-Location
        }

        It 'exits with 1 after a row that was refused, and with 3 when there is no file' {
            $job = New-Job failing
            $rows = @(Import-Csv "$job/people.csv")
            $rows[2].StartDate = 'tomorrow'
            $rows | Export-Csv "$job/people.csv"
            (Invoke-ScheduledTask $job).ExitCode | Should -Be 1
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 4

            Remove-Item "$job/people.csv"
            $run = Invoke-ScheduledTask $job
            $run.ExitCode | Should -Be 3
            $run.ErrorOutput | Should -Match 'people\.csv'
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 4
        }

        It 'works from cron''s bare environment, as the README''s crontab line runs it' -Skip:(-not $hasCron) {
            $job = New-Job cron
            $line = [regex]::Match($readme, 'cron: `[^`]*?  (?<Command>[^`]+)`').Groups['Command'].Value
            $line | Should -BeLike '*/etc/genesys.env*/opt/jobs/launch.ps1'

            # The names that the line uses, for what is somewhere else here.
            $variables = 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'PSModulePath'
            $variables | ForEach-Object { "$_='$([Environment]::GetEnvironmentVariable($_))'" } | Set-Content "$job/genesys.env"
            "#!/bin/sh`nexec $((Get-PwshCommand).ForEach{ "'$_'" }) `"`$@`"" | Set-Content "$job/pwsh"
            chmod +x "$job/pwsh"
            $line = $line.Replace('/etc/genesys.env', "$job/genesys.env").Replace('/opt/jobs', $job)

            $output = env -i "HOME=$elsewhere" "PATH=$($job):/usr/bin:/bin" sh -c "cd && $line" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$output"
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
        }
    }
}
