# What most people have: Invoke-RestMethod in ForEach-Object -Parallel. Prints launches per second.
$ErrorActionPreference = 'Stop'
$token = (Invoke-RestMethod "${env:BENCH_ADDRESS}oauth/token" -Method Post -Body @{ grant_type = 'client_credentials' } -Headers @{
        Authorization = 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("${env:BENCH_CLIENT_ID}:${env:BENCH_CLIENT_SECRET}"))
    }).access_token

function Start-All([int] $rows) {
    1..$rows | ForEach-Object -ThrottleLimit $env:BENCH_IN_FLIGHT -Parallel {
        $body = @{
            flowId    = $env:BENCH_FLOW_ID
            inputData = @{
                'Flow.userId'      = '00000000-0000-4000-8000-{0:x12}' -f $_
                'Flow.startDate'   = '2026-12-01'
                'Flow.badgeNumber' = $_
                'Flow.remote'      = $true
                'Flow.salary'      = 2750.5
            }
        } | ConvertTo-Json
        Invoke-RestMethod "${env:BENCH_ADDRESS}api/v2/flows/executions" -Method Post -ContentType 'application/json' -Body $body -Headers @{
            Authorization = "Bearer $using:token"
        }
    }
}

$null = Start-All 100 # warm up
$watch = [Diagnostics.Stopwatch]::StartNew()
$launched = @(Start-All $env:BENCH_ROWS).Count
[string]::Format([cultureinfo]::InvariantCulture, '{0}', $launched / $watch.Elapsed.TotalSeconds)
