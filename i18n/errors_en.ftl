### core
error-unexpected = Something unexpected went wrong.
    .do = The till works as usual; give the log to the store’s technician.
error-wrong-use = That cannot be done this way.
    .do = Look at the help (--help) and write it differently.
error-unavailable = This is not available now.
    .do = The till works as usual; ask the store’s technician.
error-bug = The program itself has a fault.
    .do = The till works as usual; give the log to the store’s technician.
error-money-invalid = “{ $text }” is not an amount.
    .do = Type yuan with at most two decimals, for example 16.00.
error-home-passing = Nothing can be written in { $folder } ({ $reason }); what is recorded now is gone when the window closes.
    .do = The till works as usual; ask the store’s technician to check the folder’s permissions and the disk.
error-home-unusable = The folder { $folder } cannot be used ({ $reason }).
    .do = Check its permissions, or choose a writable folder with --home.
error-resource-missing = A file that ships with the program is gone: { $name }.
    .do = The installation is damaged; install it again.
error-words-missing = No words for { $key } ({ $language }).
    .do = The installation is damaged; install it again. The language is zh_CN or en.
### cases
error-event-unreadable = This version cannot read one of the records ({ $kind }).
    .do = Update the assistant and open it again; the record is kept as it is.
### history
error-database-damaged = The history file is damaged: { $file } ({ $reason }).
    .do = Open Cashier Assistant: it renames the damaged file, keeps it, and begins a new one. The till works as usual.
error-database-too-new = A newer version wrote the history { $file } ({ $found }; this version knows { $known }).
    .do = Install the newer Cashier Assistant; the file was left as it is.
error-database-read-only = The history { $file } can be read but not written.
    .do = Check the permissions of file and folder, or choose a writable folder with --home. The till works as usual.
error-history-busy = Another program holds the history { $file }.
    .do = Close the other Cashier Assistant and try again. The till works as usual.
error-storage-full = The disk is full; { $file } could not be written.
    .do = Make some room; what is waiting is then saved automatically. The till works as usual.
error-storage-failed = The history { $file } could not be read or written ({ $reason }).
    .do = Check the disk and the folder’s permissions, then give the log to the store’s technician. The till works as usual.
error-history-set-aside = The history file was damaged ({ $reason }). It is kept as { $aside }, and a new one was begun.
    .do = The till works as usual; give the renamed file to the store’s technician, do not delete it.
error-history-was-empty = The history file { $file } was empty; a new history was begun.
    .do = The till works as usual; tell the store’s technician if there was a history before.
error-history-in-use = Another Cashier Assistant window is using this history ({ $file }).
    .do = Close the extra window; this one still guides you, keeps its records apart and merges them later by itself.
error-history-rolled-back = The history { $file } looks like an older state: record { $seq } was there before and is missing now.
    .do = The till works as usual; tell the manager. If somebody put an old file back, bring back the newer backup.
error-history-chain-broken = The history { $file } does not fit from record { $seq } on ({ $reason }): somebody changed it.
    .do = The till works as usual; keep the file and show it to the manager and the store’s technician.
error-backup-unsound = Today’s backup did not pass its check ({ $reason }, record { $seq }) and was dropped; the earlier backups are all there.
    .do = The till works as usual; ask the store’s technician to run cashier doctor.
error-backup-stopped = The program is closing, so the backup was not finished.
    .do = Nothing to do: the next start makes it again.
error-backup-not-needed = Everything in the backup { $file } is in the history already.
    .do = Nothing to bring back; carry on.
error-head-unreadable = This is not the head of a chain: { $text }.
    .do = Type it as the shift report prints it, for example 120-3f2a-91bc-07d4-5e6f.
error-events-not-kept = The disk could not be written for so long that memory is full too: { $count } records could not be kept.
    .do = Make room on the disk now; guidance still works, and what was kept earlier is saved automatically.
error-history-misused = The program used the history { $file } where it must not.
    .do = The till works as usual; give the log to the store’s technician.
error-durability-refused = This machine will not store records so that they survive a power cut ({ $journal }, { $synchronous }).
    .do = Put the data folder on a disk of this machine, not on a network drive, and start again.
error-shift-already-open = A shift is open already ({ $shift }).
    .do = Close it first, then open a new one.
error-no-shift-open = No shift is open now.
    .do = Open a shift first.
error-shift-unknown = There is no shift { $shift }.
    .do = Run cashier report to see the id of the latest shift.
error-note-too-long = The handover note has { $length } characters; at most { $most } are allowed.
    .do = Please keep it short and tell the rest another way.
error-report-format-needs-file = { $format } is written to a file.
    .do = Say which one: --export report.{ $format }
error-report-format-twice = --json and --format { $format } cannot be given together.
    .do = Use one of the two.
error-report-format-not-of-file = { $format } was asked for, but “{ $file }” ends otherwise.
    .do = Leave --format or --json out, or let the file’s name end with .{ $format }
error-role-not-enough = This PIN is right, but it is not enough for this.
    .do = { $role ->
        [it] This needs the manager’s PIN.
       *[other] This needs the technician’s PIN.
    }
error-pin-taken = This PIN already opens something else.
    .do = Choose another one.
error-export-kind-unknown = “{ $file }” does not end like a file that can be exported.
    .do = Let the name end with one of: { $kinds }
error-export-stopped = The export was stopped; no file was made.
    .do = Start it again whenever you like.
error-export-too-long = There are { $cases } cases; a sheet holds { $most }.
    .do = Choose a shorter period, or export as CSV.
error-export-folder-missing = “{ $file }” cannot be put into { $folder }.
    .do = Choose a folder that exists, and a file name that is not a folder.
error-export-disk-full = There is no room for “{ $file }”. Nothing was lost; an earlier file is as it was.
    .do = Make some room on that disk, or choose another one, and export again.
error-export-target-held = “{ $file }” is open elsewhere or may not be written. It is as it was.
    .do = Close it in the other program (such as Excel), or choose another name, and export again.
error-export-failed = “{ $file }” could not be written ({ $reason }). An earlier file is as it was.
    .do = Choose another disk or folder and export again.
error-report-format-unknown = There is no format { $format }.
    .do = You can use { $formats }.
error-period-invalid = “{ $text }” is not a date or time.
    .do = Write it like 2026-11-22 or 2026-11-22T18:30.
error-period-backwards = The start { $from } is not before the end { $to }.
    .do = Swap --from and --to, or change one of them.
error-report-nothing-there = There are no records in { $folder }.
    .do = Check the name. The records of a till stand there as data/history.sqlite.
error-report-shift-or-period = A shift and a period cannot be given together.
    .do = Use --shift alone, or --from and --to.
### register
error-typed-order-number-invalid = This does not look like an order number ({ $length } characters).
    .do = Copy the merchant’s order number from the receipt or the bill: 6 to 64 letters and digits.
### providers
error-gateway-error = The provider could not be asked, so it is not known whether this order is paid.
    .do = Do not charge again; check again shortly, or ask the customer to look at the bill.
error-gateway-refused =
    The provider refuses this computer: { $kind ->
        [clock] its clock is wrong
        [serial] the merchant certificate’s serial is wrong
        [certificate] the merchant certificate is no longer valid
        [no_certificate] this call needs the merchant certificate, and this computer has none
        [no_platform_key] it signs with a key for this merchant that this computer lacks
        [no_appid] taking an order back needs the AppID, which is not in the settings
        [key] key and merchant number do not match
        [app] the app ID is wrong, or the app is not online
        [rights] the merchant does not have this right
       *[request] the request is not accepted
    } ({ $provider_code } { $message }).
    .do =
        { $kind ->
            [clock] Let this computer set its clock by itself, then try again.
            [serial] Check the certificate’s serial in the settings.
            [certificate] Apply for a new API certificate in the merchant platform and put it in.
            [no_certificate] Put the API certificate and its key from the merchant platform in, in the settings.
            [no_platform_key] Download the WeChat Pay public key in the merchant platform (API security) and put it in with its number.
            [no_appid] Enter the AppID that is bound to the merchant number, in the settings.
            [key] Check merchant number, AppID and private key in the settings.
            [app] Check AppID and Alipay line in the settings, and in the open platform that the app is online.
            [rights] Open the product in the merchant platform, or ask the service provider.
           *[request] Pass this sentence on to the store’s technician.
        }
error-gateway-unreachable =
    The provider ({ $host }) cannot be reached: { $kind ->
        [dns] its name does not resolve
        [connect] no connection
        [tls] no secure connection
        [timeout] no answer in time
       *[reset] the connection broke
    }.
    .do = Do not charge again; check the network, then ask again.
error-gateway-answer-unverified =
    An answer came that cannot be trusted: { $kind ->
        [unsigned] the provider did not sign it
        [unknown_key] it is signed with a key that is not known here
        [expired_key] the certificate that signed it is out of date
        [replayed] it was seen before
        [sealed] it cannot be opened with the API key of this computer
        [signature] its signature is wrong
        [clock] it was signed more than 5 minutes off this computer’s clock
        [other_order] it is about another order
       *[unreadable] it cannot be read
    }.
    .do = Do not charge again; check proxy, platform public key and clock, then ask again.
error-credentials-invalid =
    A key cannot be used ({ $field ->
        [private_key] the merchant’s private key
        [platform_certificate] WeChat Pay’s certificate
        [api_v3_key] the APIv3 key
        [api_v2_key] the APIv2 key
        [merchant_certificate] the merchant certificate
        [alipay_private_key] the app’s private key
        [alipay_public_key] Alipay’s public key
        [alipay_app_certificate] the app’s certificate
        [alipay_certificate] Alipay’s certificate
        [alipay_root_certificate] Alipay’s root certificate
        [app_auth_token] the app authorisation token
       *[other] WeChat Pay’s public key
    }): { $reason ->
        [passphrase] it is locked with a password
        [key_type] it is of another kind than the provider uses (RSA)
        [too_weak] it is too short to be safe
        [length] it does not have 32 characters
        [other_half] certificate and private key do not belong together
        [own_key] it is your own app’s public key, not the provider’s
       *[unreadable] it cannot be read
    }.
    .do =
        { $reason ->
            [passphrase] Paste the key without its password (apiclient_key.pem).
            [own_key] In Alipay’s open platform, copy the Alipay public key that is shown after yours was uploaded.
            [length] Set it again in the merchant platform (API security) and copy all 32 characters.
           *[other] Download it again from the merchant platform and paste it whole (PEM, with its first and last line).
        }
error-gateway-address-invalid = This provider address cannot be used: { $address }.
    .do = Write one that begins with https://; only this computer (127.0.0.1) may use http.
error-order-number-invalid = This is not a merchant’s order number ({ $length } characters).
    .do = It has 1 to 32 (Alipay: up to 64) digits, letters or _ - * |; compare it with the receipt.
### sandbox
error-till-credentials-invalid = The demo till was not handed its keys.
    .do = Start it by cashier run --demo.
error-sandbox-key-not-rsa = A throw-away key of the sandbox is wrong.
    .do = Start the sandbox again; if that does not help, install again.
error-unknown-fault = There is no fault called “{ $name }”.
    .do = The nearest is { $nearest }; cashier sandbox lists them all.
error-sandbox-unavailable = The sandbox cannot use port { $port } ({ $reason }).
    .do = Take another port, or --port 0 to have one chosen.
error-sandbox-keys-unwritable = The throw-away keys cannot be written to { $file } ({ $reason }).
    .do = Check the rights, or choose a folder that can be written with --home.
error-script-broken = The script cannot be read in line { NUMBER($line, useGrouping: 0) }: “{ $word }”.
    .do = The nearest that fits is { $nearest }; a line is: at 10s bank_error for 30s.
error-script-unreadable = The script { $file } cannot be read ({ $reason }).
    .do = Check the name of the file, and that it is text in UTF-8.
error-unknown-net = There is no line fault called “{ $name }”.
    .do = The nearest is { $nearest }; cashier sandbox lists them all.
error-net-not-secured = A certificate fault needs a line with TLS, and this one has none.
    .do = Start it again with that fault: cashier sandbox --net tls_expired.
error-till-gone = The demo till does not answer ({ $reason }).
    .do = Close the demo and start it again with cashier run --demo.
### config
error-settings-problem = There is something wrong with the settings file.
    .do = The last good settings are used meanwhile; please check the file.
error-settings-unreadable = The settings file { $file } cannot be opened.
    .do = Check its permissions and whether another program holds it. The last good settings are used meanwhile.
error-settings-not-a-file = { $file } is not a file but a folder or a device.
    .do = Move it away and put the settings file back. The last good settings are used meanwhile.
error-settings-too-large = The settings file { $file } is too large to be one ({ $kilobytes } KB).
    .do = Put the right file back. The last good settings are used meanwhile.
error-settings-encoding = Line { $line } of the settings file is not UTF-8 text.
    .do = Open { $file } in an editor and save it as UTF-8. The last good settings are used meanwhile.
error-settings-syntax = Line { $line } of the settings file is not written right (near character { $column }).
    .do = { $hint ->
        [quotes] Put text between straight quotes: source = "0". File: { $file }
        [backslash] Write backslashes twice, or use single quotes: source = 'C:\video.mp4'. File: { $file }
        [wide] Use plain (half-width) quotes, equals signs and brackets. File: { $file }
        [twice] The same name or heading appears twice; delete one. File: { $file }
       *[other] Each line is name = value, a heading is [camera]. File: { $file }
    }
error-settings-unknown-key = Line { $line } of the settings file: there is no setting “{ $setting }”.
    .do = { $nearest ->
        [none] Delete the line. File: { $file }
       *[other] Did you mean { $nearest }? Correct or delete the line. File: { $file }
    }
error-settings-wrong-value = Line { $line } of the settings file: “{ $setting }” cannot have this value.
    .do = { $expected ->
        [switch] Write true or false, without quotes. File: { $file }
        [choice] Write one of: { $allowed }. File: { $file }
        [whole] Write a whole number from { $low } to { $high }, without quotes. File: { $file }
        [number] Write a number from { $low } to { $high }, without quotes. File: { $file }
        [digits] Write up to 32 digits between quotes. File: { $file }
        [name] Write letters, digits or underscores between quotes. File: { $file }
        [url] Write an address that starts with https://, between quotes. File: { $file }
        [hosts] Write 1 to 8 entries host:port, for example ["www.qq.com:443"]. File: { $file }
        [group] This is a group: write the heading [{ $setting }], then each setting on its own line. File: { $file }
       *[text] Write at most { $high } characters between quotes, on one line. File: { $file }
    }
error-settings-incomplete = Line { $line } of the settings file: { $setting } is on but lacks { $missing }.
    .do = Add it, or write enabled = false. File: { $file }
error-settings-environment = The environment variable { $name } has a value that cannot be used; it was left out.
    .do = Correct or remove the variable.
error-settings-not-saved = The settings were not saved: { $file } cannot be written.
    .do = Check disk space and permissions, then save again. The old settings still stand.
error-keyring-missing = This computer has no system keyring, so provider keys cannot be kept.
    .do = Everything works without keys; the cashier looks results up. To use keys, ask the store’s technician to set up the system keyring.
error-keyring-insecure = The keyring on offer ({ $backend }) may keep plain text and is not used for provider keys.
    .do = Ask the store’s technician to use the system’s own encrypted keyring. Everything works without keys.
error-keyring-locked = The system keyring is not open.
    .do = Log in, unlock the system keyring and restart Cashier Assistant. Until then the cashier looks at the results.
error-install-id-unusable = The file that names this till, { $file }, is damaged or cannot be used.
    .do = Check permissions; if it is damaged, delete it and enter the provider keys again.
error-vault-problem = The provider keys cannot be used.
    .do = Go on selling; the cashier looks at the results. Enter the provider keys again.
error-vault-key-missing = The key file is here, but the system keyring has nothing that opens it.
    .do = Log in as the user who stored the keys, or enter them again.
error-vault-wrong-key = The key file was copied from another computer and does not open here.
    .do = Enter the provider keys again on this computer.
error-vault-other-place = The key file belongs to another merchant number or another till.
    .do = Check the merchant number in the settings; if it is right, enter the provider keys again.
error-vault-truncated = The key file is incomplete: its end is missing.
    .do = Restore it from a backup, or enter the provider keys again.
error-vault-damaged = The key file is damaged or was changed.
    .do = Restore it from a backup, or enter the provider keys again.
error-vault-unreadable = The key file { $file } cannot be opened.
    .do = Check its permissions. Until then the cashier looks at the results.
error-vault-not-saved = The provider keys were not saved: { $file } cannot be written.
    .do = Check disk space and permissions, then save again. The old ones still stand.
error-pin-not-set = No manager’s PIN has been chosen yet.
    .do = The manager chooses one under Settings, PINs; or the technician runs cashier pin.
error-pin-unfit = This PIN is not allowed.
    .do = Use { $shortest } to { $longest } digits, not all the same and not in a row like 1234.
error-pin-wrong = Wrong PIN; { $left } tries left.
    .do = Enter it once more, slowly.
error-pin-wait = Too many wrong PINs; wait { $seconds } s.
    .do = Try again after that; if it is forgotten, ask the store’s technician.
error-pin-pepper-missing = The manager’s PIN was set with the system keyring, which does not open now.
    .do = Log in and unlock the system keyring, then try again; on a new computer ask the store’s technician to delete { $file } and set a new PIN.
error-pin-store-broken = The file of the manager’s PIN, { $file }, cannot be used.
    .do = Ask the store’s technician to check permissions and disk; until then nobody can use the manager’s functions.
### scan
error-picture-missing = There is no file “{ $name }”.
    .do = Check the name and the folder.
error-picture-is-folder = “{ $name }” is a folder without pictures.
    .do = Name a picture, or a folder that has some.
error-picture-empty = “{ $name }” is an empty file.
    .do = Take the picture again, or copy it again.
error-picture-unknown = “{ $name }” is not a picture that can be read.
    .do = Use a PNG, JPEG, WebP, BMP or GIF picture.
error-picture-truncated = The picture “{ $name }” is cut off: its end is missing.
    .do = Copy it again, or take it again.
error-picture-too-large = The picture “{ $name }” is too large: { $megapixels } megapixels, at most { $limit } are read.
    .do = Make it smaller, or cut out the part with the code.
error-picture-too-heavy = The file “{ $name }” is too large; at most { $limit } MB are read.
    .do = Make it smaller, or cut out the part with the code.
error-picture-damaged = The picture “{ $name }” is damaged and cannot be opened.
    .do = Copy it again, or take it again.
error-picture-unreadable = The file “{ $name }” cannot be read ({ $reason }).
    .do = Check its permissions and the disk.
error-picture-not-written = The picture “{ $name }” could not be written: { $reason }.
    .do = Make room on that disk, or choose another folder with --out, and start it again.
error-camera-absent = There is no camera or video “{ $name }”.
    .do = Check the cable, it opens by itself; or choose another camera in the settings. Failures are handled without a camera too.
error-camera-lost = The camera gives no picture any more.
    .do = Check the cable, or unplug it and plug it in: the picture comes back by itself; failures are handled without a camera too.
error-pictures-unreadable = The part that reads pictures cannot be loaded ({ $library }).
    .do = Failures are handled without a camera too; install the program again to have it back.
error-charge-still-locked = What became of this payment is not known yet; it cannot be charged again.
    .do = Wait for the answer, or look it up on the register or in the merchant app.
error-override-too-early = The lock cannot be taken off by hand yet.
    .do = Let its time run out, then look on the register or in the merchant app that it was not paid.
error-reverse-not-allowed = This cannot be reversed yet.
    .do = Ask once more first; it can be reversed when it is not paid and its time has come.
error-case-over = This case is closed.
    .do = Go back to the start; tap “Not paid? Start here” for a new one.
error-wrong-case = A record does not belong to this case.
    .do = The till works as usual; give the log to the store’s technician.
### cli
error-language-unknown = There is no language “{ $language }”.
    .do = You can write: { $languages }
error-name-too-long = The name after --by is too long.
    .do = Write at most { $most } characters.
error-path-empty = The name of a file or folder is empty.
    .do = Write its name; in a script, see whether the variable has a value.
error-command-missing = You did not say what to do.
    .do = Add a command; { $command } --help lists them all.
error-command-unknown = There is no command “{ $name }”.
    .do = Did you mean { $nearest }? { $command } --help lists them all.
error-option-unknown = { $command } has no option { $option }.
    .do = See { $nearest }; options stand after the command.
error-option-incomplete = Option { $option } is not written right: it lacks its value, or takes none.
    .do = { $command } --help shows how.
error-argument-missing = { $name } is missing.
    .do = Add it; { $command } --help shows how.
error-value-refused = { $name } cannot have this value.
    .do = { $command } --help shows what it can be.
error-command-misread = This command line cannot be read; perhaps there is too much on it.
    .do = { $command } --help shows how; put quotes around a name with blanks.
error-input-ended = Nothing was typed, and nothing was changed.
    .do = Run it again in a terminal and type what it asks.
error-system-refused = { $what ->
        [none] The system refuses this: { $reason }.
       *[other] The system refuses this: { $reason } ({ $what }).
    }
    .do = Check disk space, permissions and where the output goes, then try again.
error-stumbled = The program itself has a fault ({ $kind }, { $place }).
    .do = The till works as usual; read this sentence to the store’s technician.
error-window-silent = Another Cashier Assistant window is still closing or hangs, so none could be opened.
    .do = The till works as usual. Try again in a minute; if it stays so, restart the computer.
error-display-missing = There is no screen here to open a window on (DISPLAY: { $display }).
    .do = Run it on a computer with a desktop; the demo plays without one too: cashier story --out FOLDER
error-playbook-folder-missing = There is no folder “{ $folder }”.
    .do = Give the folder that holds the playbook.
### diagnose
error-diagnose-not-json = { $reason ->
        [empty] Nothing was given.
        [too_long] What was given is too long; at most 1 MB is read.
        [encoding] Line { $line } is not UTF-8 text.
        [too_deep] This JSON is nested too deeply.
        [number] A number in it is too long.
        [shape] Its outermost part is not an object.
       *[syntax] This is not JSON that can be read: line { $line } is wrong near character { $column }.
    }
    .do = Give one JSON object in UTF-8, for example {"{"}"evidence": []{"}"}.
error-diagnose-unknown-field = There is no field “{ $field }”.
    .do = Did you mean { $nearest }?
error-diagnose-duplicate-field = “{ $field }” appears twice; it is unclear which one counts.
    .do = Delete one of them and try again.
error-diagnose-wrong-field = “{ $field }” cannot have this value.
    .do = Write: { $allowed }
error-diagnose-unreadable = { $file } cannot be read ({ $reason }).
    .do = Check its name and permissions, or give - to read from standard input.
error-no-provider-keys = This machine has no keys of the provider, so it cannot be asked.
    .do = Look on the register or in the merchant app; to try it out, run cashier sandbox and add --sandbox.
error-no-sandbox-running = No practice gateway is running here, so it cannot be asked.
    .do = Start one with cashier sandbox in another window, then ask again.
error-provider-not-named = Both WeChat Pay and Alipay can be asked here.
    .do = Add --provider wechat or --provider alipay.
error-reverse-unconfirmed = Nobody here knows when this order was charged, so it was not reversed.
    .do = Was it charged at least { $seconds } seconds ago, and does the register not show success? Then repeat the command with --yes.
error-pin-differs = The two PINs are not the same.
    .do = Try again.
### reasons
reason-enoent = no such file or folder
reason-eexist = a file of that name is in the way
reason-eisdir = it is a folder
reason-enotdir = a part of the path is no folder
reason-eloop = its links go in a circle
reason-eacces = no permission
reason-eperm = the system does not allow it
reason-erofs = it can only be read
reason-enametoolong = the name is too long
reason-enospc = the disk is full
reason-eio = the disk failed
reason-enodev = it is a device and no file
### playbook
error-unknown-evidence-name = There is no evidence called “{ $name }”.
    .do = Did you mean { $nearest }?
error-unknown-evidence-value = “{ $name }” cannot be “{ $value }”.
    .do = Did you mean { $nearest }? Write unknown where nobody knows.
error-playbook-broken = { $problem ->
        [missing-file] The playbook has no { $file }.
        [newer-program] This playbook needs version { $wanted } of the program; this is { $found }.
       *[other] In the playbook, { playbook-fault }
    }
    .do = { playbook-remedy }{ $others ->
        [0] {""}
       *[other] {" · "}See them all with cashier playbook check DIR.
    }
# Which file, which line, what is wrong; the same for the playbook and for a shop's own files.
playbook-fault = { $file }{ $line ->
        [0] {""}
       *[other] , line { NUMBER($line, useGrouping: 0) }
    }, “{ $entry }”: { playbook-problem }{ $others ->
        [0] {""}
        [one] {" "}There is one more fault.
       *[other] {" "}There are { $others } more faults.
    }
# The same for one line of a list: where it is stands before it.
playbook-problem = { $problem ->
        [missing-file] There is no such file.
        [unreadable] This cannot be read: { $found }.
        [no-plain-file] This is no file, but a folder or a device.
        [too-large] This file is too large: { $found }.
        [not-utf8] This is not UTF-8 text.
        [unknown-key] “{ $found }” is not known here.
        [missing-key] “{ $wanted }” is missing.
        [wrong-value] “{ $found }” is not allowed.
        [wrong-chance] “{ $found }” is not a chance between 0 and 1.
        [wrong-sum] This adds up to { $found }.
        [unknown-name] There is no “{ $found }”.
        [duplicate] “{ $found }” appears twice.
        [missing-text] This text is missing.
        [missing-entry] “{ $wanted }” is missing here.
        [blocks-everything] This leaves nothing but cash.
        [newer-program] Needs version { $wanted } of the program; this is { $found }.
        [cycle] This leads back to itself: { $found }.
        [too-deep] Nested too deeply.
        [endless] Filled in, this text is { $found } characters long.
        [needs-value] Nobody hands in a value for { $found }.
        [too-long] Too long: { $found }.
        [forbidden] A word that must not be said: { $found }.
        [promise] A promise that is not settled: { $found }.
        [broken-example] An incomplete example: { $found }.
        [contradiction] “{ $found }” contradicts { $wanted }.
        [never-fits] There is no such case: { $found }.
        [idle-step] No cause uses this step.
        [idle-question] No answer to this question changes anything.
        [unheard-script] Neither an example nor a single sign leads to its script.
        [hidden-row] “{ $found }” counts as the register’s own words ({ $wanted }), not as this row.
        [vague] These chances leave more open than they say: { $found } in all.
        [repeated] The same example is at { $wanted }.
       *[other] This is wrong: { $found }.
    }
playbook-remedy = { $problem ->
        [missing-file] Add the file, or use the playbook that comes with the program.
        [unreadable] Fix it at the place named, then check again.
        [no-plain-file] Put a file in its place.
        [too-large] At most { $wanted }; put the right file back.
        [not-utf8] Save it as UTF-8 in the editor.
        [missing-key] Add it.
        [missing-text] Write: { $wanted } = …
        [missing-entry] Add it.
        [duplicate] Remove one of them.
        [blocks-everything] Leave at least one way to pay, for example only { $wanted }.
        [newer-program] Update the assistant first.
        [cycle] Write one of these texts out.
        [too-deep] Write it flat.
        [endless] Shorten what it refers to: { $wanted }
        [needs-value] Write the text without it.
        [too-long] Say it shorter.
        [forbidden] Say it without that word.
        [promise] Leave the promise out.
        [broken-example] Write it again{ $wanted ->
            [none] .
           *[other] : { $wanted }
        }
        [contradiction] Only one of them can be right.
        [never-fits] Widen the condition, or take the entry out.
        [idle-step] Name it where it helps, or take it out.
        [idle-question] Give the causes chances for its answers, or take it out.
        [unheard-script] Add an example that ends there.
        [hidden-row] Take the text out of the phrase if it can only be this answer.
        [vague] Say how often the other values are seen.
        [repeated] Take one of them out.
       *[other] Write instead: { $wanted }
    }
playbook-finding = { playbook-problem } { playbook-remedy }
playbook-finding-warning = Look at this: { playbook-finding }
error-overlay-broken = A file of the shop’s own has a fault and is not used; what held before stays in force. { playbook-fault }
    .do = Once fixed, they apply from the next case on. { error-playbook-broken.do }
error-rules-edit-refused = These rules cannot be used; the earlier ones stay in force. { playbook-fault }
    .do = { error-playbook-broken.do }
error-rules-file-unreadable = { $file } cannot be read ({ $reason }); the earlier rules stay in force.
    .do = Check the file name and the permissions.
error-rules-file-empty = { $file } is empty; the earlier rules stay in force.
    .do = Copy it again. To drop a change of the shop’s own, use cashier rules reset.
error-rule-unknown = There is no rule “{ $rule }”, or nothing about it was changed.
    .do = { $nearest ->
        [none] This shop has changed no rule. See them all with cashier rules list.
       *[other] Did you mean { $nearest }? See them all with cashier rules list.
    }
error-rules-option-wrong = { $option } cannot be “{ $value }”.
    .do = Did you mean { $nearest }?
error-rules-time-wrong = “{ $value }” is not a time.
    .do = Write it like 22:30 or 2026-11-22T22:30.
error-rules-not-saved = The rules were not saved: { $file } cannot be written ({ $reason }).
    .do = The earlier rules stay in force; check the folder’s permissions and the disk, then try again.
error-rules-changed-meanwhile = Somebody else has just changed { $file }; nothing was saved.
    .do = Look at the rules as they stand now, then make your change again.
error-playbook-no-such-entry = The playbook has no “{ $entry }”.
    .do = Did you mean { $nearest }?
error-script-unknown = The playbook has no script “{ $key }”.
    .do = Did you mean { $nearest }?
error-script-version-unknown = “{ $key }” has no version { $version }.
    .do = There is: { $known }.
error-script-version-retired = Version { $version } of “{ $key }” was withdrawn.
    .do = See with cashier playbook versions { $key } which ones there are.
error-script-nothing-before = No other version of “{ $key }” was in use before { $version }.
    .do = To use another one, take cashier playbook pin.
error-guidance-fixed = Rules and scripts cannot be changed from here.
    .do = Change them in the assistant’s own window.
error-script-not-pinned = “{ $key }” follows the playbook already.
    .do = There is nothing to undo.
error-pins-unwritable = The shop’s choice of scripts could not be written ({ $reason }): { $file }
    .do = Check the folder’s permissions and try again; the till works as usual.
error-pinned-version-gone = Version { $version } of the script “{ $key }”, pinned at this shop, was withdrawn; { $instead } is shown.
    .do = The till works as usual. The manager can follow the playbook again with cashier playbook unpin { $key }, or pin another version.
error-story-stuck = The story stopped at “{ $step }”.
    .do = Run it once more; if it stops again, give the log to the store’s technician.
error-payment-code-typed = This is the customer’s payment code, not an order number.
    .do = It was not kept. The order number is on the register’s receipt, or on the customer’s bill.
### own codes
error-not-a-shop-code = A code in the picture cannot be registered as the shop’s own.
    .do = Only receive codes that stay on display can: no payment code, no code of one order, no goods bar code, none that poses as a payment provider. Take a picture of the receive code alone.
error-own-code-changed = The receive code before the camera is not the registered one.
    .do = If it is the one on the counter, take it down and call the manager; if it is on a customer’s phone, ask for the payment code.
error-own-codes-broken = The list of the shop’s own codes, { $file }, cannot be opened or was changed.
    .do = The till works as usual, but codes are not compared now. Find out who touched the file, then delete it and register again (cashier owncode register).
error-own-codes-key-missing = The list of the shop’s own codes needs a key from the system keyring, which cannot be had now.
    .do = The till works as usual, but codes are not compared now. Log in as the user who registered; on another computer, delete { $file } and register again.
error-own-codes-not-saved = The list of the shop’s own codes, { $file }, could not be written; the old one still stands.
    .do = Check the folder’s permissions and the disk, and try again.
error-no-code-in-picture = No code can be read in { $image }.
    .do = Go closer, hold it straight, keep out reflections, and take another picture.
error-no-own-codes = None of the shop’s own codes is registered yet.
    .do = Take a picture of the receive code and run cashier owncode register PICTURE.
error-own-code-unknown = None of the codes in the pictures is registered; there is nothing to forget.
    .do = Check the pictures; to forget every code, run cashier owncode forget --all.
error-chat-address-unusable = Line { $line } of the manager’s chat addresses cannot be used.
    .do = Copy it again from the group robot of WeCom, DingTalk or Feishu, one a line, at most 4; a mailbox is mailtos://user:password@server.
error-chat-address-missing = Alarms are to go to the manager’s chat, and no address is stored.
    .do = Enter the group robot’s address in the settings, or switch the chat off. The window shows alarms all the same.
error-chat-not-begun = Nothing is sent to the manager’s chat yet, so no test was sent.
    .do = Switch “Write to the manager’s chat” on, save, store the group robot’s address, and open the program again.
error-chat-refused = The alarm did not get through to { $chat ->
        [wecom] WeCom
        [dingtalk] DingTalk
        [feishu] Feishu
        [lark] Lark
       *[mail] the mailbox
    }.
    .do = See whether the network works, the robot is still there, and address and keyword are right; then send a test. The window shows alarms all the same.
error-chat-silent = { $chat ->
        [wecom] WeCom
        [dingtalk] DingTalk
        [feishu] Feishu
        [lark] Lark
       *[mail] The mailbox
    } did not answer; this alarm is not sent again.
    .do = Look at the network and send a test in a while. The window shows alarms all the same.

error-order-number-forgotten = The payment ending in { $tail } is still in doubt, but its whole number could not be kept (no system keyring).
    .do = Enter the whole number again from the receipt or the customer’s bill, and checking goes on. Don’t charge again until it is known.
error-order-number-taken = The number ending in { $tail } belongs to another payment that is still in doubt.
    .do = Enter it again from the receipt or the customer’s bill. If it is that payment, open it from those still being checked.
error-order-amount-differs = The order ending in { $tail } is about another amount; it is probably not this payment.
    .do = Compare number and amount with the receipt or the customer’s bill and enter it again. Don’t charge again until it is known.


## Settings in the window
error-autostart-not-saved = “Open when the computer starts” could not be changed.
    .do = See whether this place can be written, or ask whoever installs: { $place }
error-autostart-for-everybody = “Open when the computer starts” was set for everybody on this computer and cannot be switched off here.
    .do = Ask an administrator, or install again without it.
error-autostart-unknown = It is not known how to make a program open at login on this system.
    .do = Add Cashier Assistant to the login items in the system’s settings.
error-settings-hold-code = “{ $setting }” looks like a payment code; nothing was saved.
    .do = Payment codes are never stored. Empty this entry and type it again.
error-settings-changed-meanwhile = The settings file was changed meanwhile; nothing was saved.
    .do = Your own changes are still in the form, over what the file says now. Look at them and save again.
error-key-too-long = This is too long to be a key.
    .do = Paste the key alone, from its first line to its last.
error-link-off = Order queries are off, so there is nothing to try.
    .do = Switch them on first and fill in the merchant number.
error-link-keys-missing = Not all keys are stored yet.
    .do = Store both keys, then try again.
