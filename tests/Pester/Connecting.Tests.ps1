BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Connecting' {
    It 'takes address, client id and secret from the environment, and says nothing' {
        Connect-GenesysCloud | Should -BeNullOrEmpty
        (Get-GenesysCloudSession).IsConnected | Should -BeTrue
    }

    It 'takes a credential' {
        $secret = ConvertTo-SecureString $env:GENESYSCLOUD_OAUTHCLIENT_SECRET -AsPlainText -Force
        $credential = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, $secret)
        $session = Connect-GenesysCloud -Region $simulator.Address -Credential $credential -PassThru
        $session.ClientId | Should -Be $env:GENESYSCLOUD_OAUTHCLIENT_ID
    }

    It 'tells of a wrong secret at once, in one error that try/catch gets' {
        $credential = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, (ConvertTo-SecureString 'wrong' -AsPlainText -Force))
        try {
            Connect-GenesysCloud -Credential $credential
            throw 'it connected'
        } catch {
            $_.CategoryInfo.Category | Should -Be AuthenticationError
            $_.ErrorDetails.RecommendedAction | Should -Match 'secret'
        }
    }

    It 'names the variables that are missing from the environment' {
        $before = $env:GENESYSCLOUD_OAUTHCLIENT_SECRET
        try {
            $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $null
            { Connect-GenesysCloud } | Should -Throw '*GENESYSCLOUD_OAUTHCLIENT_SECRET*' -ErrorId 'EnvironmentIncomplete*'
        } finally {
            $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $before
        }
    }
}

Describe 'A session and runspaces' {
    BeforeAll {
        $session = Connect-GenesysCloud -PassThru
        $module = (Get-Module GenesysFlows).Path
    }

    It 'is handed to ForEach-Object -Parallel with -Session, and serves all its threads at once' {
        Reset-Simulator $simulator
        $launched = 1..20 | ForEach-Object -ThrottleLimit 5 -Parallel {
            Import-Module $using:module
            Start-GenesysFlow 'Reset voicemail PIN' -UserId ([guid]::NewGuid()) -Session $using:session
        }
        $launched.Count | Should -Be 20
        @(Get-SimulatorLaunch $simulator).id | Sort-Object | Should -Be ($launched.Id | Sort-Object)
    }

    It 'is no other runspace''s default: without -Session the error says how to hand it over' {
        $told = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            try { Get-GenesysFlow } catch { $_ }
        }
        $told.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        $told.ErrorDetails.RecommendedAction | Should -BeLike '*$using:session*'
    }

    It 'is over after Disconnect-GenesysCloud' {
        Disconnect-GenesysCloud
        { Get-GenesysFlow } | Should -Throw -ErrorId 'NotConnected*'
        { Get-GenesysFlow -Session $session } | Should -Throw -ErrorId 'NotConnected*'
    }
}
