BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    $documents = @('README.md') + (Get-ChildItem "$root/docs" -Filter *.md).ForEach{ "docs/$($_.Name)" }

    # Every snippet of the README and of docs/, by what no other has. Shell snippets are commands that .ci/run runs; installing is in
    # Package.Tests.ps1.
    $cases = @(
        @{ Case = 'quick start'; Has = 'Get-GenesysFlow -Type workflow' }
        @{ Case = 'trying it'; Has = 'dotnet run --project src/Playground' }
        @{ Case = 'building'; Has = 'dotnet build' }
        @{ Case = 'importing from a clone'; Has = 'Import-Module ./' }
        @{ Case = 'installing'; Has = './build.ps1 -Task Package' }
        @{ Case = 'signing in'; Has = '(Get-Credential' }
        @{ Case = 'installing the package file'; Has = 'Install-PSResource' }
        @{ Case = 'saving for a closed network'; Has = 'Save-PSResource' }
        @{ Case = 'scheduled use'; Has = '# launch.ps1' }
        @{ Case = 'checking rows'; Has = '# names, types, limits' }
        @{ Case = 'reading another culture'; Has = '-Culture de-DE' }
        @{ Case = 'handling outcomes'; Has = 'Group-Object Outcome' }
        @{ Case = 'resuming'; Has = 'Get-GenesysFlowJournal run.jsonl -Summary' }
        @{ Case = 'refused rows of a journal'; Has = 'Group-Object Reason' }
        @{ Case = 'reporting'; Has = 'Export-GenesysFlowReport' }
        @{ Case = 'the secret of a task'; Has = 'Import-Clixml' }
        @{ Case = 'a task'; Has = 'Register-ScheduledTask' }
        @{ Case = 'a service'; Has = '[Service]' }
        @{ Case = 'a timer'; Has = '[Timer]' }
        @{ Case = 'a runbook'; Has = 'Get-AutomationPSCredential' }
        @{ Case = 'a workflow'; Has = 'runs-on:' }
        @{ Case = 'a Jenkinsfile'; Has = 'disableConcurrentBuilds' }
        @{ Case = 'a vault'; Has = 'Register-SecretVault' }
        @{ Case = 'a secret in a file'; Has = '/run/secrets' }
        @{ Case = 'named sessions'; Has = '-Name prod' }
        @{ Case = 'reconciling'; Has = 'Resolve-GenesysFlowJournal' }
        @{ Case = 'relaunching failures'; Has = '-OnExisting RelaunchFailed' }
        @{ Case = 'parallel use'; Has = '-Session $using:session' }
        @{ Case = 'checking access'; Has = 'Test-GenesysCloudAccess' }
        @{ Case = 'other operations'; Has = 'Invoke-GenesysCloudApi routing/queues' }
        @{ Case = 'the official SDK'; Has = 'Add-Type -Path ./PureCloudPlatform.Client.V2.dll' }
        @{ Case = 'the journal''s lines'; Has = '"journal":"GenesysFlows"' }
    )

    $snippets = foreach ($document in $documents) {
        $content = Get-Content "$root/$document" -Raw
        foreach ($match in [regex]::Matches($content, '(?ms)^(?<Indent> *)```(?<Language>\w*) *\r?\n(?<Text>.*?)^\k<Indent>```')) {
            $text = $match.Groups['Text'].Value -replace "(?m)^$($match.Groups['Indent'].Value)"
            @{
                Document = $document
                Line     = ($content.Substring(0, $match.Index) -split '\n').Count
                Language = $match.Groups['Language'].Value
                Text     = $text
                Case     = @($cases | Where-Object { $text.Contains($_.Has) }).Case
            }
        }
    }
    foreach ($case in $cases) { $case.Snippets = @($snippets | Where-Object Case -EQ $case.Case) }
    $shellSnippets = $snippets | Where-Object { -not $_.Language }
    $pages = ($documents + @('CONTRIBUTING.md', 'CHANGELOG.md', 'src/GenesysCloud.Simulator/README.md', 'tests/Benchmarks/README.md') +
        (Get-ChildItem "$root/docs/en-US" -Filter *.md).ForEach{ "docs/en-US/$($_.Name)" }).ForEach{ @{ Page = $_ } }
    $hasCron = -not $IsWindows
}

Describe 'The documentation' {
    It 'has one case here for the snippet at <Document>:<Line>' -ForEach $snippets {
        $Case | Should -HaveCount 1 -Because 'every snippet is run; a new one needs a case'
        $Language | Should -BeIn '', 'powershell', 'json', 'ini', 'yaml', 'groovy'
    }

    It 'has one snippet for the case of <Case>' -ForEach $cases {
        $Snippets | Should -HaveCount 1
    }

    It 'has commands at <Document>:<Line> that .ci/run runs' -ForEach $shellSnippets {
        $run = Get-Content "$PSScriptRoot/../../.ci/run"
        foreach ($line in $Text.Trim() -split '\r?\n') {
            $command = ($line -replace ' +#.*').Trim() -replace ' -c ', ' --configuration '
            @($run) -match "^run $([regex]::Escape($command))( |$)" | Should -Not -BeNullOrEmpty -Because "$Document has $command"
        }
    }

    It 'has links in <Page> that lead to a file and a heading' -ForEach $pages {
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $links = [regex]::Matches((Get-Content "$root/$Page" -Raw), '\]\((?!https?:)(?<File>[^)#]*)(#(?<Heading>[^)]+))?\)')
        foreach ($link in $links) {
            $file = $link.Groups['File'].Value
            $target = if ($file) { Join-Path (Split-Path "$root/$Page") $file } else { "$root/$Page" }
            $target | Should -Exist -Because "$Page links to it"
            if ($link.Groups['Heading'].Success) {
                $headings = (Get-Content $target) -match '^#' -replace '^#+ ' | ForEach-Object { $_.ToLowerInvariant() -replace '[^\w -]' -replace ' ', '-' }
                $link.Groups['Heading'].Value | Should -BeIn $headings -Because "$Page links to it in $file"
            }
        }
    }

    It 'has a README of three screens that links to every page' {
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $lines = Get-Content "$root/README.md"
        $lines.Count | Should -BeLessOrEqual 120
        $lines | Where-Object Length -GT 120 | Should -BeNullOrEmpty
        foreach ($page in Get-ChildItem "$root/docs" -Filter *.md) {
            @($lines -match "\]\(docs/$($page.Name)\)") | Should -Not -BeNullOrEmpty -Because "$($page.Name) is a page"
        }
    }
}

Describe 'The snippet' {
    BeforeDiscovery {
        $texts = @{}
        foreach ($snippet in $snippets) { $texts["$($snippet.Case)"] = $snippet.Text }
    }

    BeforeAll {
        Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Snippet.psm1", "$PSScriptRoot/Pwsh.psm1"
        $simulator = Start-Simulator
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $scheduledUse = Get-Content "$root/docs/scheduled-use.md" -Raw

        # What readers have of their own.
        $secret = ConvertTo-SecureString $env:GENESYSCLOUD_OAUTHCLIENT_SECRET -AsPlainText -Force
        $clientIdAndSecret = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, $secret)
        $id = (New-Guid).Guid

        function ConvertTo-Script([string] $Snippet) { ConvertTo-ReaderScript $Snippet $simulator }
        function New-JobFolder([string] $Name) { New-ReaderFolder "$TestDrive/$Name" }
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
        $tests = Get-Content "$PSScriptRoot/Package.Tests.ps1" -Raw
        $tests | Should -Match 'README.*build\\\.ps1 -Task Package'
        $tests | Should -Match "Get-Snippet 'Install-PSResource'"
        $tests | Should -Match "Get-Snippet 'Save-PSResource'"
    }

    It 'of signing in connects with what Get-Credential asks for' -ForEach @{ Text = $texts.'signing in' } {
        function Get-Credential([string] $Message) {
            $Message | Should -Not -BeNullOrEmpty
            $clientIdAndSecret
        }

        . (ConvertTo-Script $Text)
        (Get-GenesysCloudSession).ClientId | Should -Be $env:GENESYSCLOUD_OAUTHCLIENT_ID
    }

    It 'of checking rows shows the inputs and launches nothing' -ForEach @{ Text = $texts.'checking rows' } {
        Push-Location (New-JobFolder checking)
        try {
            Connect-GenesysCloud
            $Error.Clear()
            $shown = . (ConvertTo-Script $Text) 3>$null 6>&1
            $Error | Should -BeNullOrEmpty
            $shown.Name | Should -Contain Flow.startDate
            $shown | Where-Object { "$_" -like 'What if: of 5 rows, 5 would be launched*' } | Should -HaveCount 1
            Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
        } finally {
            Pop-Location
        }
    }

    It 'of reading another culture launches rows as a German file has them' -ForEach @{ Text = $texts.'reading another culture' } {
        Push-Location (New-JobFolder culture)
        try {
            $rows = New-EmployeeRow 3
            $rows | ForEach-Object { $_.StartDate = '31.12.2026' }
            $rows[1].BadgeNumber = ''
            $rows[2].StartDate = ''
            $rows | Export-Csv people-de.csv -Delimiter ';'
            Connect-GenesysCloud
            $launched = . (ConvertTo-Script $Text) 2>&1 3>$null
            $launched[2] | Should -BeOfType ([Management.Automation.ErrorRecord])
            $launched[2].Exception.Message | Should -BeLike '*startDate*required*'
            $inputs = @(Get-SimulatorLaunch $simulator).inputData
            $inputs.'Flow.startDate' | Should -Be 2026-12-31, 2026-12-31
            $inputs | Where-Object { $_.PSObject.Properties['Flow.badgeNumber'] -and $null -eq $_.'Flow.badgeNumber' } | Should -HaveCount 1
        } finally {
            Pop-Location
        }
    }

    It 'of handling outcomes counts them and leaves a file that can be launched' -ForEach @{ Text = $texts.'handling outcomes' } {
        $folder = New-JobFolder outcomes
        Push-Location $folder
        try {
            $rows = @(Import-Csv people.csv)
            $rows[2].StartDate = 'tomorrow'
            $rows | Export-Csv people.csv
            Connect-GenesysCloud
            $shown = . (ConvertTo-Script $Text) 3>$null
            $shown | Where-Object Name -EQ Launched | ForEach-Object Count | Should -Be 4
            $shown | Where-Object Name -EQ Refused | ForEach-Object Count | Should -Be 1
            @($shown)[-1] | Should -BeLike 'InputInvalid,*: Row 3 *tomorrow*'

            $again = Import-Csv again.csv
            $again.EmployeeNumber | Should -Be E3
            $again.StartDate = '2026-12-01'
            ($again | Start-GenesysFlow 'Onboard employee' 3>$null).Outcome | Should -Be Launched
        } finally {
            Pop-Location
        }
    }

    It 'of resuming launches every row once, however often it runs' -ForEach @{ Text = $texts.resuming } {
        Push-Location (New-JobFolder resuming)
        try {
            Connect-GenesysCloud
            foreach ($time in 1, 2) {
                $summary = . (ConvertTo-Script $Text) 3>$null
                $summary.Completed | Should -Be 5
                @(Import-Csv results.csv).Status | Should -Be (@('COMPLETED') * 5)
                @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
            }
            @(Import-Csv results.csv).Outcome | Should -Be (@('AlreadyLaunched') * 5)
        } finally {
            Pop-Location
        }
    }

    It 'of refused rows counts them by what is wrong' -ForEach @{ Text = $texts.'refused rows of a journal' } {
        Push-Location (New-JobFolder refused)
        try {
            Connect-GenesysCloud
            $rows = Import-Csv people.csv
            $rows[1].StartDate = $rows[3].StartDate = 'tomorrow'
            $null = $rows | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeeNumber 3>$null 2>$null
            $shown = . (ConvertTo-Script $Text)
            $shown.Name, $shown.Count | Should -Be 'InputInvalid: StartDate', 2
        } finally {
            Pop-Location
        }
    }

    It 'of reporting writes a page about the run' -ForEach @{ Text = $texts.reporting } {
        Push-Location (New-JobFolder reporting)
        try {
            Connect-GenesysCloud
            $null = Import-Csv people.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeeNumber -Wait
            . (ConvertTo-Script $Text)
            Get-Content run.html -Raw | Should -BeLike '<!DOCTYPE html>*5 rows launched and completed.*'
        } finally {
            Pop-Location
        }
    }

    It 'of reconciling finds a launch that received no response' -ForEach @{ Text = $texts.reconciling } {
        Push-Location (New-JobFolder reconciling)
        try {
            Connect-GenesysCloud
            Add-SimulatorFault $simulator @{ kind = 'DropAfter'; times = 1 }
            Import-Csv people.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -ReconcileTimeout 0 *> $null
            (Get-GenesysFlowJournal run.jsonl -Summary).Unknown | Should -Be 1

            $summary = . (ConvertTo-Script $Text)
            $summary.Launched, $summary.Unknown | Should -Be 5, 0
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
        } finally {
            Pop-Location
        }
    }

    It 'of relaunching failures launches the rows whose execution failed' -ForEach @{ Text = $texts.'relaunching failures' } {
        Push-Location (New-JobFolder relaunching)
        try {
            Connect-GenesysCloud
            $flow = @{ name = 'Onboard in vain'; outcome = 'FAILED'; inputs = @(@{ name = 'Flow.userId'; type = 'String' }) }
            $null = Invoke-RestMethod "$($simulator.Address)/_simulator/flows" -Method Post -Body ($flow | ConvertTo-Json -Depth 5)
            $script = ConvertTo-Script $Text.Replace('Onboard employee', $flow.name)
            Import-Csv people.csv | Start-GenesysFlow $flow.name -Journal run.jsonl -Key EmployeeNumber -Wait *> $null

            (. $script 3>$null).Outcome | Should -Be (@('Launched') * 5)
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 10
        } finally {
            Pop-Location
        }
    }

    It 'of parallel use launches the rows of each flow in a runspace' -ForEach @{ Text = $texts.'parallel use' } {
        Push-Location (New-JobFolder parallel)
        try {
            'Onboard employee', 'Reset voicemail PIN', 'Onboard employee' |
                ForEach-Object { [pscustomobject]@{ FlowName = $_; UserId = New-Guid } } |
                Export-Csv launches.csv
            $launched = . (ConvertTo-Script $Text)
            $launched.FlowName | Sort-Object | Should -Be 'Onboard employee', 'Onboard employee', 'Reset voicemail PIN'
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 3
        } finally {
            Pop-Location
        }
    }

    It 'of other operations lists queues and reads each' -ForEach @{ Text = $texts.'other operations' } {
        Connect-GenesysCloud
        $shown = . (ConvertTo-Script $Text)
        $shown.name | Should -Be (1..9).ForEach{ "Queue 0$_" }
    }

    It 'of the official SDK hands it the token of the session' -ForEach @{ Text = $texts.'the official SDK' } {
        $folder = New-JobFolder sdk
        # The types and members of the SDK that the snippet uses, as its sources declare them.
        Add-Type -OutputAssembly "$folder/PureCloudPlatform.Client.V2.dll" -TypeDefinition @'
using System.Collections.Generic;
namespace PureCloudPlatform.Client.V2.Client {
    public enum PureCloudRegionHosts { eu_central_1 }
    public class ApiClient { public PureCloudRegionHosts Host; public void setBasePath(PureCloudRegionHosts region) { Host = region; } }
    public class Configuration {
        public static Configuration Default = new Configuration();
        public ApiClient ApiClient { get; set; } = new ApiClient();
        public string AccessToken { get; set; }
    }
}
namespace PureCloudPlatform.Client.V2.Model {
    public class User { public string Name { get; set; } }
    public class UserEntityListing { public List<User> Entities { get; set; } }
}
namespace PureCloudPlatform.Client.V2.Api {
    public class UsersApi {
        public Model.UserEntityListing GetUsers(int? pageSize = null, int? pageNumber = null) {
            var user = new Model.User { Name = Client.Configuration.Default.AccessToken };
            return new Model.UserEntityListing { Entities = new List<Model.User> { user } };
        }
    }
}
'@
        Push-Location $folder
        try {
            Connect-GenesysCloud
            . ([scriptblock]::Create($Text)) | Should -Be (Get-GenesysCloudAccessToken -AsPlainText)
        } finally {
            Pop-Location
        }
    }

    It 'of checking access has a check of each kind, and launches nothing' -ForEach @{ Text = $texts.'checking access' } {
        Connect-GenesysCloud
        $shown = . (ConvertTo-Script $Text)
        $checks = @($shown | Where-Object Check)
        $checks.Check | Should -Contain 'Flow'
        foreach ($check in $checks) { $check.Result | Should -Be Ok -Because $check }
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'of the journal''s lines has the fields that a run writes, in their order' -ForEach @{ Text = $texts.'the journal''s lines' } {
        function Get-Field([string[]] $Lines) {
            foreach ($line in $Lines) {
                $record = $line | ConvertFrom-Json
                "$($record.f): $($record.PSObject.Properties.Name -join ', ')"
            }
        }

        Connect-GenesysCloud
        $null = New-EmployeeRow 1 | Start-GenesysFlow 'Onboard employee' -Journal $TestDrive/lines.jsonl -Key EmployeeNumber -Wait 3>$null
        Get-Field (Get-Content $TestDrive/lines.jsonl) | Should -Be (Get-Field ($Text.Trim() -split '\r?\n'))
    }

    Context 'of scheduled use' -ForEach @{ Text = $texts.'scheduled use' } {
        BeforeAll {
            # As a scheduler runs it: from a folder that has none of its files.
            $elsewhere = New-Item "$TestDrive/elsewhere" -ItemType Directory
            $arguments = [regex]::Match($scheduledUse, 'Task Scheduler: .*?arguments `(?<Arguments>[^`]+)`').Groups['Arguments'].Value
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

        It 'takes the secret from the file that the page has made for Windows' -ForEach @{ Secret = $texts.'the secret of a task' } {
            $job = New-Job secret
            $lines = $Secret.Trim().Replace('C:\jobs\client.xml', "$job/client.xml").Replace('us-east-1', $simulator.Address) -split '\r?\n'
            $make = @($lines -match 'Export-Clixml')[0]
            $connect = @($lines -match 'Import-Clixml')[0]
            function Get-Credential { $clientIdAndSecret }
            & ([scriptblock]::Create($make))
            (Get-Content "$job/launch.ps1" -Raw) -replace '(?m)^ *Connect-GenesysCloud -ErrorAction Stop.*$', "    $connect" |
                Set-Content "$job/launch.ps1"
            $secret = $env:GENESYSCLOUD_OAUTHCLIENT_SECRET
            try {
                $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $null
                $run = Invoke-ScheduledTask $job
            } finally {
                $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $secret
            }
            $run.ExitCode | Should -Be 0 -Because "$($run.Output) $($run.ErrorOutput)"
        }

        It 'launches all rows, exits with 0, and launches none again when it runs again' {
            $job = New-Job task
            (Invoke-ScheduledTask $job).ExitCode | Should -Be 0
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
            @(Import-Csv "$job/results.csv").EmployeeNumber | Sort-Object | Should -Be E1, E2, E3, E4, E5

            (Invoke-ScheduledTask $job).ExitCode | Should -Be 0
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5

            # And how things stand.
            $command = [regex]::Match($scheduledUse, '`(?<Command>Get-GenesysFlowJournal run-\*\.jsonl -Summary)`').Groups['Command'].Value
            Push-Location $job
            (& ([scriptblock]::Create($command))).Launched | Should -Be 5
            Pop-Location
            @(Get-Content "$job/launch.log") -like '*exit code 0:*' | Should -HaveCount 2
        }

        It 'names each failure in its exit code and in one line of the log, and keeps the results of last night: <Name>' -ForEach @(
            @{ Name = 'missing CSV'; ExitCode = 3; Log = '*people.csv*'; Break = { Remove-Item "$job/people.csv" } }
            @{ Name = 'empty CSV'; ExitCode = 3; Log = '*has no rows*'; Break = { Set-Content "$job/people.csv" 'EmployeeNumber,UserId' } }
            @{ Name = 'no credentials'; ExitCode = 3; Log = '*GENESYSCLOUD_OAUTHCLIENT_SECRET*'; Break = { $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $null } }
            @{ Name = 'an error of several lines'; ExitCode = 3; Log = '*two lines'; Break = {
                    (Get-Content "$job/launch.ps1" -Raw).Replace('Import-Module GenesysFlows', 'throw "two`nlines" #') | Set-Content "$job/launch.ps1"
                }
            }
            @{ Name = 'refused rows'; ExitCode = 1; Log = '*4 launched, 1 refused*'; Break = { Edit-Row { param($Rows) $Rows[2].StartDate = 'tomorrow' } } }
            @{ Name = 'failed executions'; ExitCode = 1; Log = '*5 failed*'; Break = { Edit-Row { param($Rows) $Rows | ForEach-Object { $_.UserId = '' } } } }
        ) {
            $job = New-Job "failing $Name"
            Set-Content "$job/results.csv" 'last night'
            function Edit-Row([scriptblock] $Edit) {
                $rows = @(Import-Csv "$job/people.csv")
                & $Edit $rows
                $rows | Export-Csv "$job/people.csv"
            }

            $secret = $env:GENESYSCLOUD_OAUTHCLIENT_SECRET
            try {
                . $Break
                $run = Invoke-ScheduledTask $job
            } finally {
                $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $secret
            }

            $run.ExitCode | Should -Be $ExitCode -Because "$($run.Output) $($run.ErrorOutput)"
            $logged = @(Get-Content "$job/launch.log")
            $logged | Should -HaveCount 1
            $logged[0] | Should -BeLike "*exit code $($ExitCode): $Log"
            (Get-Content "$job/results.csv" -TotalCount 1) -eq 'last night' | Should -Be ($ExitCode -eq 3)

            # And in the morning.
            if ($Name -eq 'refused rows') {
                $summary = Get-GenesysFlowJournal "$job/run-*.jsonl" -Summary
                $summary.Launched, $summary.Refused | Should -Be 4, 1
            }
        }

        It 'goes on where it was killed half-way' {
            $job = New-Job killed
            Set-Simulator $simulator @{ latency = '00:00:01' }
            $own = (-split $arguments) -replace '.*launch\.ps1$', "$job/launch.ps1"
            $process = Start-Pwsh $own $elsewhere
            while (@(Get-SimulatorLaunch $simulator).Where{ $_ }.Count -eq 0 -and -not $process.WaitForExit(50)) { }
            $process.Kill()
            $process.WaitForExit()
            Set-Simulator $simulator @{ latency = '00:00:00' }

            (Invoke-ScheduledTask $job).ExitCode | Should -BeIn 0, 2
            $numbers = @(Get-SimulatorLaunch $simulator).inputData.'Flow.badgeNumber'
            $numbers | Sort-Object | Should -Be ($numbers | Sort-Object -Unique)
        }

        It 'works from a bare environment, as <Scheduler> runs its command' -Skip:(-not $hasCron) -ForEach @(
            @{ Scheduler = 'cron'; Pattern = 'cron: `[^`]*?  (?<Command>[^`]+)`' }
            @{ Scheduler = 'systemd'; Pattern = '(?m)^ExecStart=(?<Command>.+)$' }
            @{ Scheduler = 'GitHub Actions'; Pattern = '(?m)^ +run: (?<Command>.+)$' }
            @{ Scheduler = 'Jenkins'; Pattern = "(?m)^ +sh '(?<Command>[^']+)'" }
        ) {
            $job = New-Job $Scheduler
            $line = [regex]::Match($scheduledUse, $Pattern).Groups['Command'].Value.Trim()
            $line | Should -BeLike '*pwsh -NoProfile -NonInteractive -File /opt/jobs/launch.ps1'
            # cron's line reads the variables itself; the others have them from their scheduler.
            if ($Scheduler -eq 'cron') { $line | Should -BeLike '*/etc/genesys.env*' } else { $line = "set -a; . /etc/genesys.env; $line" }

            # The names that the line uses, for what is somewhere else here.
            $variables = 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'PSModulePath'
            $variables | ForEach-Object { "$_='$([Environment]::GetEnvironmentVariable($_))'" } | Set-Content "$job/genesys.env"
            "#!/bin/sh`nexec $((Get-PwshCommand).ForEach{ "'$_'" }) `"`$@`"" | Set-Content "$job/pwsh"
            chmod +x "$job/pwsh"
            $line = $line.Replace('/usr/bin/pwsh', 'pwsh').Replace('/etc/genesys.env', "'$job/genesys.env'").Replace('/opt/jobs/launch.ps1', "'$job/launch.ps1'")

            $output = env -i "HOME=$elsewhere" "PATH=$($job):/usr/bin:/bin" sh -c "cd && $line" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$output"
            @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
        }

        It 'is run by the runbook for Azure Automation, which hands on its exit code' -ForEach @{ Runbook = $texts.'a runbook' } {
            $job = New-Job runbook
            function Get-AutomationPSCredential([string] $Name) { $clientIdAndSecret }
            function Get-AutomationVariable([string] $Name) { $simulator.Address }
            function pwsh {
                $command = @(Get-PwshCommand)
                & $command[0] @($command | Select-Object -Skip 1) @args
            }

            $script = [scriptblock]::Create($Runbook.Replace('C:\jobs\launch.ps1', "$job/launch.ps1"))
            $before = @{}
            foreach ($name in 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET') {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, $null)
            }
            try {
                . $script *> $null
                @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
                Remove-Item "$job/people.csv"
                { . $script *> $null } | Should -Throw '*exit code 3*'
            } finally {
                foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
            }
        }
    }

    It 'of a task registers the command of the page' -ForEach @{ Text = $texts.'a task' } {
        $arguments = [regex]::Match($scheduledUse, 'Task Scheduler: .*?arguments `(?<Arguments>[^`]+)`').Groups['Arguments'].Value
        $script = [scriptblock]::Create($Text)
        if ($IsWindows) {
            foreach ($call in $script.Ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $known = (Get-Command $call.GetCommandName()).Parameters.Keys
                $call.CommandElements.ParameterName.Where{ $_ } | ForEach-Object { $known | Should -Contain $_ }
            }
        }

        function Get-Credential([string] $Message) { $clientIdAndSecret }
        function New-ScheduledTaskAction($Execute, $Argument) { "$Execute $Argument" }
        function New-ScheduledTaskTrigger([switch] $Weekly, $DaysOfWeek, $At) { "$DaysOfWeek $At" }
        function New-ScheduledTaskSettingsSet($MultipleInstances, $ExecutionTimeLimit) { $MultipleInstances }
        function Register-ScheduledTask($TaskName, $Action, $Trigger, $Settings, $User, $Password) { $PSBoundParameters }
        $task = . $script
        $task.Action | Should -Be "pwsh $arguments"
        $task.Trigger | Should -Be 'Monday Tuesday Wednesday Thursday Friday 06:00'
        $task.Settings | Should -Be IgnoreNew
        $task.User, $task.Password | Should -Be $clientIdAndSecret.UserName, $clientIdAndSecret.GetNetworkCredential().Password
    }

    It 'of a service and its timer is what systemd takes' -ForEach @{ Service = $texts.'a service'; Timer = $texts.'a timer' } {
        $Service | Should -Match '(?m)^# /etc/systemd/system/genesys-launch.service'
        $Timer | Should -Match '(?m)^# /etc/systemd/system/genesys-launch.timer'
        foreach ($line in ($Service, $Timer) -split '\r?\n') { $line | Should -Match '^(#.*|\[\w+\]|\w+=\S.*|)$' }
        if (-not (Get-Command systemd-analyze -ErrorAction Ignore)) { return }
        # The user and the program that are there.
        $units = New-Item "$TestDrive/units" -ItemType Directory
        $Service.Replace('User=genesys', 'User=root').Replace('/usr/bin/pwsh', '/bin/sh') | Set-Content "$units/genesys-launch.service"
        Set-Content "$units/genesys-launch.timer" $Timer
        $found = systemd-analyze verify --man=no "$units/genesys-launch.service" "$units/genesys-launch.timer" 2>&1 | Out-String
        $found -split '\r?\n' | Where-Object { $_ -match 'genesys-launch' } | Should -BeNullOrEmpty
        systemd-analyze calendar ([regex]::Match($Timer, 'OnCalendar=(.+)').Groups[1].Value.Trim()) *> $null
        $LASTEXITCODE | Should -Be 0
    }

    It 'of a Jenkinsfile closes what it opens' -ForEach @{ Text = $texts.'a Jenkinsfile' } {
        $open = [Collections.Generic.Stack[string]]::new()
        foreach ($character in ($Text -replace "'[^']*'" -replace '(?m)//.*$').ToCharArray()) {
            if ("$character" -in '{', '(', '[') { $open.Push("$character") }
            elseif ("$character" -in '}', ')', ']') { "$($open.Pop())$character" | Should -BeIn '{}', '()', '[]' }
        }
        $open.Count | Should -Be 0
    }

    It 'of a vault connects with what the vault keeps' -ForEach @{ Text = $texts.'a vault' } {
        $kept = @{}
        function Get-Credential([string] $Message) { $clientIdAndSecret }
        function Register-SecretVault($Name, $ModuleName, [switch] $DefaultVault) { $kept.Vault = $ModuleName }
        function Set-SecretStoreConfiguration($Scope, $Authentication, $Interaction, [switch] $Confirm) { $kept.Asks = $Interaction }
        function Set-Secret($Name, $Secret) { $kept[$Name] = $Secret }
        function Get-Secret($Name) { $kept[$Name] }
        . ([scriptblock]::Create($Text.Replace('us-east-1', $simulator.Address)))
        (Get-GenesysCloudSession).CredentialSource | Should -Be '-Credential'
        $kept.Vault, $kept.Asks | Should -Be Microsoft.PowerShell.SecretStore, None
    }

    It 'of a secret in a file connects, with the line break at its end' -ForEach @{ Text = $texts.'a secret in a file' } {
        $id = $env:GENESYSCLOUD_OAUTHCLIENT_ID
        Set-Content "$TestDrive/genesys" "$env:GENESYSCLOUD_OAUTHCLIENT_SECRET`r`n" -NoNewline
        . ([scriptblock]::Create($Text.Replace('us-east-1', $simulator.Address).Replace('/run/secrets/genesys', "$TestDrive/genesys")))
        (Get-GenesysCloudSession).CredentialSource | Should -Be '-ClientId'
    }

    It 'of named sessions uses each by its name' -ForEach @{ Text = $texts.'named sessions' } {
        Push-Location (New-JobFolder named)
        try {
            $prodClient = $testClient = $clientIdAndSecret
            $launched = . (ConvertTo-Script $Text) 3>$null
            @($launched).Count | Should -Be 5
            Get-GenesysCloudSession -ListAvailable | Should -BeNullOrEmpty
        } finally {
            Pop-Location
        }
    }
}

Describe 'The page about errors and outcomes' {
    BeforeAll {
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $page = Get-Content "$root/docs/errors-and-outcomes.md" -Raw

        # The names in the first column of the tables of a section.
        function Get-Name([string] $Heading) {
            $section = [regex]::Match($page, "(?ms)^## $Heading\r?\n.*?(?=^## |\z)").Value
            $columns = [regex]::Matches($section, '(?m)^\| (?<First>`[^|]+) \|').ForEach{ $_.Groups['First'].Value }
            [regex]::Matches($columns, '`(?<Name>[A-Z]\w+)`').ForEach{ $_.Groups['Name'].Value }
        }

        Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
        $simulator = Start-Simulator
        Connect-GenesysCloud
        $execution = Start-GenesysFlow 'Nightly clean-up' -InformationVariable information
        $summary = ($information | Where-Object Tags -Contains Summary).MessageData
    }

    AfterAll {
        Stop-Simulator $simulator
    }

    It 'has every outcome' {
        $names = $execution.PSObject.BaseObject.GetType().Assembly.GetType('GenesysCloud.Launching.Executions.OutcomeNames')
        $constants = $names.GetFields('Static, Public, NonPublic') | Where-Object IsLiteral
        $constants | Should -Not -BeNullOrEmpty
        Get-Name Outcomes | Sort-Object | Should -Be ($constants.ForEach{ $_.GetRawConstantValue() } | Sort-Object)
    }

    It 'has every error ID' {
        $errors = (Get-Content "$root/src/FlowCmdlets/Pipeline/Errors*.cs" -Raw) -join "`n"
        $ids = [regex]::Matches($errors, '(Record\(|Service\(\s*\w+,|=>)\s*(nameof\((?<Id>\w+)\)|"(?<Id>[A-Z]\w+)"),').ForEach{ $_.Groups['Id'].Value }
        $ids += [enum]::GetNames([Nullable]::GetUnderlyingType($summary.GetType().GetProperty('EndedBy').PropertyType)) -ne 'Stopped' # only summaries say so
        $ids.Count | Should -BeGreaterThan 50
        Get-Name 'Error IDs' | Sort-Object -Unique | Should -Be ($ids | Sort-Object -Unique)
    }
}
