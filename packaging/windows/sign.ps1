# Signs files with the certificate in SIGNING_PFX (base64) and stamps the time.
param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Files)
$ErrorActionPreference = 'Stop'
$pfx = Join-Path $env:RUNNER_TEMP 'signing.pfx'
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:SIGNING_PFX))
    $tool = (Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" | Sort-Object FullName | Select-Object -Last 1).FullName
    $stamp = if ($env:TIMESTAMP_URL) { '/tr', $env:TIMESTAMP_URL, '/td', 'sha256' } else { @() }
    & $tool sign /f $pfx /p $env:SIGNING_PASSWORD /fd sha256 @stamp @Files
    if ($LASTEXITCODE) { throw 'signtool failed' }
} finally {
    Remove-Item $pfx -ErrorAction SilentlyContinue
}
