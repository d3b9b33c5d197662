BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    foreach ($name in "It's [due]", 'Costs $5 "or so"', 'Prüfung für Müller') {
        $null = Invoke-RestMethod "$($simulator.Address)/_simulator/flows" -Method Post -ContentType 'application/json; charset=utf-8' -Body (
            @{ name = $name } | ConvertTo-Json)
    }

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }

    # A busy machine may respond too late for the first Tab; the response is there for a later one.
    function Wait-Completion([string] $Line, [scriptblock] $Until = { $args.Count -gt 0 }) {
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        do { $found = @(Complete $Line) } until ((& $Until @found) -or [datetime]::UtcNow -gt $deadline)
        $found
    }

    function Get-RequestCount { (Invoke-RestMethod "$($simulator.Address)/_simulator/requests?limit=1").count }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Tab, before a session is started,' {
    It 'offers nothing and writes no error: <_>' -ForEach @(
        'Start-GenesysFlow ', 'Start-GenesysFlow -Flow On', 'Get-GenesysFlow -Name ', 'Get-GenesysFlow -FlowId ',
        'Get-GenesysFlow -Division ', 'Start-GenesysFlow X -FlowVersion ', 'Start-GenesysFlow X -RequiredInput ',
        'Start-GenesysFlow X -InputData ', 'Get-GenesysFlowInput '
    ) {
        $Error.Clear()
        Complete $_ | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'completes regions, types of flows, and cultures' {
        (Complete 'Connect-GenesysCloud -Region eu-c').CompletionText | Should -Be eu-central-1, eu-central-2
        (Complete 'Get-GenesysFlow -Type workf').ToolTip | Should -Be 'Workflow: can be launched'
        (Complete 'Start-GenesysFlow X -Culture de-A').CompletionText | Should -Contain de-AT
    }
}

Describe 'Tab' {
    BeforeAll {
        Connect-GenesysCloud
        $null = Wait-Completion 'Start-GenesysFlow '
        $null = Wait-Completion 'Get-GenesysFlow '
    }

    It 'completes <_>, which is found and launched' -ForEach 'Onboard employee', "It's [due]", 'Costs $5 "or so"', 'Prüfung für Müller' {
        $name = $_
        $word = ($name -split '\W')[0]
        $launch = Complete "Start-GenesysFlow $word" | Where-Object ListItemText -EQ $name
        $find = Complete "Get-GenesysFlow -Name '$word" | Where-Object ListItemText -EQ $name
        $flow = Invoke-Expression "Get-GenesysFlow $($find.CompletionText)"
        $flow.Name | Should -Be $name
        (Invoke-Expression "Start-GenesysFlow $($launch.CompletionText)").FlowId | Should -Be $flow.Id
        $launch.ToolTip | Should -Match '^workflow, version \d\.0, division Home'
    }

    It 'sends nothing for what it knows' {
        $before = Get-RequestCount
        1..5 | ForEach-Object { Complete 'Start-GenesysFlow O'; Complete 'Get-GenesysFlow -FlowId O'; Complete 'Get-GenesysFlow -Division H' } |
            Should -Not -BeNullOrEmpty
        Get-RequestCount | Should -Be $before
    }

    It 'completes versions and inputs of the flow before them' {
        $versions = Wait-Completion "Start-GenesysFlow 'Onboard employee' -FlowVersion " { $args.Count -eq 3 }
        $versions.CompletionText | Should -Be 3.0, 2.0, 1.0
        $inputs = Wait-Completion "Start-GenesysFlow 'Onboard employee' -RequiredInput "
        $inputs.CompletionText | Should -Be userId, startDate, badgeNumber, remote, salary, equipment
        ($inputs | Where-Object CompletionText -EQ startDate).ToolTip | Should -BeLike 'date*First day at work'
        (Complete "Start-GenesysFlow 'Onboard employee' -InputData sta").CompletionText | Should -Be '@{ startDate = '
    }

    It 'completes the columns of the file that the rows come from' {
        Set-Content "$TestDrive/people.csv" "Employee No;startDate;Note`nE1;2026-12-01;"
        Push-Location $TestDrive
        try {
            $rows = "Import-Csv people.csv -Delimiter ';' | Start-GenesysFlow 'Onboard employee'"
            (Complete "$rows -Journal run.jsonl -Key ").CompletionText | Should -Be "'Employee No'", startDate, Note
            (Complete "$rows -IgnoreColumn ").CompletionText | Should -Be "'Employee No'", Note
        } finally {
            Pop-Location
        }
    }

    It 'completes journals, and no other files' {
        $folder = New-Item "$TestDrive/journals" -ItemType Directory
        'run.jsonl', 'run [2].jsonl', 'people.csv' | ForEach-Object { $null = New-Item "$folder/$_" }
        Push-Location -LiteralPath $folder
        try {
            foreach ($command in 'Start-GenesysFlow X -Journal', 'Wait-GenesysFlowExecution -Journal',
                'Get-GenesysFlowJournal', 'Resolve-GenesysFlowJournal') {
                (Complete "$command ").ListItemText | Sort-Object | Should -Be 'run [2].jsonl', run.jsonl
            }
        } finally {
            Pop-Location
        }
    }

    It 'completes variables that hold a session' {
        $mySession = Get-GenesysCloudSession
        $mySession | Should -Not -BeNullOrEmpty
        (Complete 'Get-GenesysFlow -Session $my').CompletionText | Should -Contain '$mySession'
        (Complete 'Get-GenesysFlow -Session ').ToolTip | Should -Match 'connected'
    }

    It 'offers nothing, and writes no error, while the service does not respond' {
        # Another session, which knows nothing yet.
        Connect-GenesysCloud
        Add-SimulatorFault $simulator @{ kind = 'HangBefore'; method = 'GET'; path = '/api/v2/flows' }
        $Error.Clear()
        Complete 'Start-GenesysFlow ' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }
}
