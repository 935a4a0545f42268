### sandbox
sandbox-listening = Sandbox gateway: { $url }
sandbox-mutual = For reversing in the older protocol, with the merchant certificate: { $url }
sandbox-keys = Throw-away keys (deleted when it stops): { $file }
sandbox-faults = Faults (● is on; switch one on with --fault NAME):
sandbox-nets = Faults on the line (switch one on with --net NAME):
sandbox-net-sound = nothing is wrong
sandbox-net-refused = nobody listens
sandbox-net-black-hole = the connection opens and nothing passes
sandbox-net-cut = the connection breaks in the middle of the answer
sandbox-net-reset = the connection is reset at the first bytes
sandbox-net-half-open = the request passes, the answer never comes, the connection stays open
sandbox-net-slow = every answer takes seconds
sandbox-net-drip = the answer comes byte by byte
sandbox-net-http-500 = a machine in between answers 500
sandbox-net-portal = a Wi-Fi login page instead of an answer
sandbox-net-redirect = a redirect to a Wi-Fi login page
sandbox-net-tls-expired = the certificate shown has expired
sandbox-net-tls-wrong-host = the certificate shown is another host’s
sandbox-net-tls-unknown-ca = the certificate shown is from an unknown authority
sandbox-how-to-stop = Ctrl-C stops it.
sandbox-stopped = The sandbox has stopped.
sandbox-fault-healthy = nothing is wrong
sandbox-fault-userpaying-then-paid = asks for the password, paid after 6 s
sandbox-fault-userpaying-then-failed = asks for the password, failed after 6 s
sandbox-fault-userpaying-forever = the customer never enters the password
sandbox-fault-fenfu-password-then-limit = Fenfu: asks for the password, then fails after 8 s
sandbox-fault-auth-code-expired = the payment code is too old
sandbox-fault-auth-code-invalid = not a WeChat payment code
sandbox-fault-auth-code-used = the payment code was used before
sandbox-fault-not-enough = not enough money
sandbox-fault-not-support-card = this kind of card is not taken
sandbox-fault-account-error = the customer’s account is abnormal
sandbox-fault-no-usable-method = the customer has no usable method
sandbox-fault-rule-limit = a business rule limits it
sandbox-fault-system-error = says system error, charged in truth
sandbox-fault-bank-error = says bank error, not charged
sandbox-fault-late-success = says system error, charged only 12 s later
sandbox-fault-no-answer = charged, never answers
sandbox-fault-lost-answer = charged, the connection breaks before the answer
sandbox-fault-lost-request = the request is lost, no answer
sandbox-fault-reverse-lost = reversed, the connection breaks before the answer
sandbox-fault-http-500 = the gateway says 500 and nothing else
sandbox-fault-outage = the gateway is not available
sandbox-fault-rate-limited = too many requests
sandbox-fault-sign-error = the signature is refused
sandbox-fault-certificate-expired = the merchant certificate has expired
sandbox-fault-clock-skew = the gateway’s clock is 12 minutes slow
sandbox-fault-no-auth = the merchant has no right
sandbox-fault-forged-answer = answers are signed by a stranger
sandbox-fault-slow = every answer takes 4 s longer
sandbox-fault-password-cancelled = the customer does not enter the password
sandbox-fault-phone-unreachable = Alipay: the phone cannot be reached
sandbox-fault-wallet-outdated = Alipay: the wallet app is too old
sandbox-fault-wrong-wallet = the code belongs to another wallet
sandbox-fault-empty-auth-code = Alipay: the register sent no code
sandbox-fault-fenfu-limit = Fenfu: not enough, the phone shows it greyed
sandbox-fault-fenfu-not-open = Fenfu: not offered on the phone
sandbox-fault-fenfu-frozen = Fenfu: stopped, the phone says so
sandbox-fault-risk-control = the provider’s risk check stops the payment
sandbox-fault-day-limit = Alipay: the customer’s daily limit is reached
sandbox-fault-not-registered = the customer is not verified by name
sandbox-fault-request-blocked = the merchant is restricted
sandbox-fault-appid-mismatch = AppID and merchant number do not match
sandbox-fault-constant-system-error = says system error every time: a wrong setting
sandbox-fault-register-outdated = the register’s interface is too old
sandbox-fault-number-reused = the order number was used before
sandbox-fault-already-paid = says that this order is already paid
sandbox-fault-jitter = answers take up to 3 s longer, unevenly
sandbox-fault-callback-lost = notices of payment never arrive
sandbox-fault-callback-late = notices of payment come 20 s late
sandbox-fault-callback-repeated = notices of payment come again and again
### order
order-line = Order …{ $number }: { $state }
order-amount = Amount: { $amount } yuan
order-said = The provider’s own words: { $code } { $message }
order-state-paid = paid
    .means = The money is there: hand over the goods, do not charge again.
order-state-paying = the customer is paying
    .means = Ask the customer to look at the phone and enter the password; do not charge again, ask again in a few seconds.
order-state-not-paid = not paid
    .means = Not paid so far, but it still may be; do not charge again, ask again or reverse it.
order-state-failed = failed
    .means = Nothing was taken; it may be charged again in another way.
order-state-reversed = reversed
    .means = Nothing will be taken any more, what was paid goes back; it may be charged again.
order-state-closed = closed
    .means = Nothing will be taken any more; it may be charged again.
order-state-refunded = refunded
    .means = The money went back (perhaps only a part of it); check before charging again.
order-state-not-found = no such order
    .means = It may not have arrived yet, or the number is wrong; do not charge again, check the number and ask again.
order-state-unknown = unknown
    .means = The provider would not say just now; do not charge again, ask again in a few seconds.
order-reverse-paid = This order is paid; it was not reversed. To return the money, refund it in the merchant platform.
order-reverse-ask = Nobody here knows when this order was charged. Reverse it only if that was at least { $seconds } seconds ago and the register does not show success. Reverse it?
order-reverse-declined = It was not reversed.
order-reverse-early = Not reversed yet: the customer may still be paying. Try again in { $seconds } seconds.
order-reverse-not-now = While the state is unknown nothing is reversed; try again in a few seconds.
order-reverse-needless = There is nothing left to reverse.
order-reverse-reversed = It is reversed.
order-reverse-still-paying = Not reversed: the customer is still paying. Ask again in a few seconds, then reverse.
order-reverse-refused = Not reversed: the provider refuses.
order-reverse-not-found = Not reversed: the provider has no such order. Check the number.
order-reverse-unknown = It is not known whether it was reversed. Do not charge again; ask first, then reverse once more.
### doctor
doctor-column-what = Check
doctor-column-state = State
doctor-column-found = Found
doctor-column-do = What to do
doctor-state-ok = Fine
doctor-state-warn = Attention
doctor-state-fail = Problem
doctor-state-unknown = Not checked
doctor-name-settings = Settings
doctor-name-system = System
doctor-name-zone = Time zone
doctor-name-vault = Key vault
doctor-name-camera = Camera
doctor-name-cameras = Cameras plugged in
doctor-name-kernel = Finding codes
doctor-name-database = History
doctor-name-protocols = Interface versions
doctor-name-credentials = Keys
doctor-name-credentials-wechat = WeChat keys
doctor-name-credentials-alipay = Alipay keys
doctor-name-product-wechat = WeChat interface rights
doctor-name-product-alipay = Alipay interface rights
doctor-name-restriction-wechat = WeChat restriction
doctor-name-restriction-alipay = Alipay restriction
doctor-name-credit-fenfu = Taking Fenfu
doctor-name-code_product = The shop’s codes
doctor-name-last_success-fenfu = Fenfu last paid
doctor-name-last_success-wechat = WeChat last paid
doctor-name-last_success-alipay = Alipay last paid
doctor-name-certificate-wechat = WeChat certificate
doctor-name-certificate-alipay = Alipay certificate
doctor-more = { $short }: { $more }
doctor-latency = { $short }, { NUMBER($ms, useGrouping: 0) } ms
doctor-system = Python { $python }, { $system }
doctor-zone = The time zone setting { $zone } cannot be read; UTC is used
    .do = Set the variable TZ to Asia/Shanghai, or remove it, and start again.
doctor-trouble = What the probes say: { $cause } (see “{ $light }”)
doctor-chain = The chain of a payment:
doctor-chain-whole = Every link that could be checked is fine.
doctor-chain-broken = Broken: { $link } ({ $cause }). What to do, in order:
doctor-chain-task = { $number }. { $what } [{ $who }, { $where }]
doctor-settings-file = The settings file is fine
doctor-settings-defaults = No settings file yet; defaults are used
doctor-settings-last_good = The last good settings are used
doctor-kernel-compiled = Compiled part in use, full speed
doctor-kernel-python = Works, but slowly: the compiled part is not used
    .do = Install the package made for this kind of computer, and leave CASHIER_KERNEL unset
doctor-vault-open = Opens
doctor-vault-empty = No provider keys stored; the cashier looks at the results
### check
check-read = { $kind }, clarity { $letter }, { $payload }
check-unread = a code that cannot be read
check-unread-because = a code that cannot be read: { $fault }
check-problem = { $image }: { $what } { $todo }
check-first-frame = { $image }: this picture is animated; only its first frame was looked at.
check-verdict-ready = ready to scan
check-verdict-ask-again = ask the customer to show it again
check-verdict-wrong-code = not a payment code
check-verdict-expired = payment code expired
check-verdict-used = payment code used before
check-verdict-swapped = the shop’s code was swapped
check-verdict-unclear = not clear
check-verdict-none = no code
check-kind-wechat-payment = WeChat payment code
check-kind-alipay-payment = Alipay payment code
check-kind-unionpay-payment = UnionPay payment code
check-kind-ecny-payment = e-CNY payment code
check-kind-emv-customer = UnionPay payment code (EMV)
check-kind-wechat-dynamic = WeChat order code (the customer scans it)
check-kind-alipay-dynamic = Alipay order code (the customer scans it)
check-kind-unionpay-dynamic = UnionPay order code (the customer scans it)
check-kind-wechat-receive = WeChat receive code
check-kind-alipay-receive = Alipay receive code
check-kind-unionpay-receive = UnionPay receive code
check-kind-aggregate = receive code for several wallets
check-kind-emv-merchant = merchant code (EMV)
check-kind-goods-barcode = goods barcode
check-kind-other = some other code
check-fault-blur-focus = out of focus
check-fault-blur-motion = moving
check-fault-glare = glare
check-fault-dark = too dark
check-fault-low-contrast = too pale
check-fault-tilt = tilted
check-fault-curved = curved
check-fault-small = too small
check-fault-cut-off = cut off
check-fault-covered = covered
check-fault-damaged = damaged
check-fault-moire = striped
check-odd = { $read } (note: { $odd })
check-oddity-and = {", "}
check-oddity-look-alike-host = the address poses as a payment provider; do not scan or pay it
check-oddity-crc-wrong = the checksum is wrong
check-oddity-broken-tlv = its contents are broken
check-oddity-bidi = hides signs that turn the reading direction
check-oddity-invisible = hides characters that cannot be seen
check-oddity-control = hides control characters
check-oddity-not-text = holds something that is no text
check-oddity-wide-digits = its digits are full-width
check-oddity-check-digit = the check digit of the goods number is wrong
check-oddity-too-long = too long for a code

### owncode
owncode-registered = Registered: { $kind }
owncode-count = Registered codes in all: { $count }.
owncode-key-in-file = This machine has no keyring, so the key is kept in the same file as the list and protects it less well: keep the folder readable by you alone.
owncode-match = the registered one
owncode-changed = NOT the registered one; somebody may have swapped it. Take the code down, then call the manager
owncode-unknown = not a registered code; if it stands on the counter, find out who put it there
owncode-forgotten = Forgotten: { $gone }; still registered: { $left }.

### diagnose
diagnose-state-not_charged = Money: nothing has been charged.
diagnose-state-unknown = Money: not known. Do not charge again yet.
diagnose-state-failed = Money: this charge did not go through.
diagnose-state-reversed = Money: this charge was reversed.
diagnose-state-paid = Money: paid. Do not charge again.
diagnose-cause = Cause: { $cause } ({ $sure })
diagnose-say = Say:
diagnose-know = For you:
diagnose-next = Next:
diagnose-next-ask = Ask: { $what }
diagnose-next-do = Do: { $what }
diagnose-next-wait = Wait: { $what }
diagnose-next-query = Look up what became of this payment.
diagnose-next-reverse = Reverse this payment; only if the register does not show success.
diagnose-next-cancel_order = Close this order.
diagnose-next-switch = Switch to { $what }
diagnose-next-close = Close this case.
diagnose-offer = Can switch to:
diagnose-rule = Rule:
diagnose-why = Because:
diagnose-turn = If { $evidence }, more likely: { $cause }

### pin
pin-ask = Manager’s PIN
pin-current = The manager’s current PIN
pin-new = New manager’s PIN (digits)
pin-again = Once more
pin-set-it = The technician’s PIN is set.
pin-set-keyring = The manager’s PIN is set.
pin-set-file = The manager’s PIN is set. This machine has no keyring, so it is protected less well: keep the folder readable by you alone.
### playbook
playbook-checked = Playbook { $version }: { $faults ->
        [0] nothing to fix
        [one] one thing to fix
       *[other] { $faults } things to fix
    }{ $warnings ->
        [0] .
        [one] , one to look at.
       *[other] , { $warnings } to look at.
    }
playbook-checked-own = The shop’s own rules and words, over playbook { $version }: { $faults ->
        [0] nothing to fix.
        [one] one thing to fix.
       *[other] { $faults } things to fix.
    }
playbook-coverage-causes_without_example = Causes without an example: { $count }
playbook-coverage-causes_never_first = Causes that come out on top in no example: { $count }
playbook-coverage-rows_without_example = Answers to a charge without an example: { $count }
playbook-coverage-idle_questions = Questions that never matter: { $count }
playbook-coverage-silent_values = Evidence that no cause speaks of: { $count }
playbook-coverage-more = { "  " }… and { $count } more (all with --json)
playbook-coverage-texts = Texts in { $language }: { $texts }; whole scripts: { $whole_scripts } of { $scripts }
playbook-examples = { $count ->
        [one] One example
       *[other] { $count } examples
    }: cause { $cause }, state and lock { $money }.
playbook-example-failed = examples.jsonl:{ NUMBER($line, useGrouping: 0) }  expected { $expected }, came out { $found } ({ $top })
playbook-show-place = Found in
playbook-show-how = How to tell
playbook-show-why = Why
playbook-show-evidence = The most telling evidence (times: how many times as likely as with other causes)
playbook-show-mends = What fixes it
playbook-show-rows = Rows
learned-on = Learning is on ({ $setting } in the settings).
learned-off = Learning is off ({ $setting } in the settings): the playbook’s own figures hold.
learned-on-since = Learning is on since { $at } ({ $setting } in the settings).
learned-off-since = Learning is off since { $at } ({ $setting } in the settings): the playbook’s own figures hold.
learned-nothing = No cause was confirmed in the last half year, so there is nothing to learn from yet.
learned-counted = Since { $at }, older failures counting less: { $confirmed } with a confirmed cause, { $unconfirmed } without.
learned-cause = Cause
learned-playbook = Playbook
learned-now = Learned
learned-weight = Counted
playbook-show-title = Name
playbook-show-aloud = Aloud
playbook-show-clerk = Clerk
playbook-show-display = Display

### versions
versions-none = There are no versions of scripts to look at.
versions-no-script = No longer in the playbook
versions-follows = As the playbook says: { $version } is in use
versions-pinned-here = Pinned at this shop: { $version }
versions-idle = { $version }, pinned at this shop, was withdrawn; { $instead } is shown
versions-column-version = Version
versions-column-state = State
versions-column-share = Share
versions-column-paid = Paid
versions-column-seconds = Time (median)
versions-column-faces = Faces
versions-state-active = in use
versions-state-trial = on trial
versions-state-own = the shop’s own
versions-state-former = used before
versions-state-retired = withdrawn
versions-state-gone = no longer in the playbook
versions-percent = { $percent }%
versions-share = { $times } of { $total } paid, { $percent }% ({ $low }% to { $high }%)
versions-share-few = { $times } of { $total } paid; fewer than { $few } cases: no judgement
versions-seconds = { $median } s ({ $low } to { $high })
versions-faces = { $fine } fine, { $so_so } so-so, { $upset } upset; fine { $percent }% ({ $low }% to { $high }%)
versions-faces-few = { $fine } fine, { $so_so } so-so, { $upset } upset
versions-said = { $version } says: { $text }
versions-pair = { $version } against { $other }
versions-split = Before { $at }: { $before }; after: { $after }
versions-told = { $what }: { $verdict }
versions-verdict-too_few = one side has fewer than { $few } cases: no judgement
versions-verdict-no_difference = paid share differs by { $low } to { $high } points: no clear difference
versions-verdict-more = paid more often, by { $low } to { $high } points
versions-verdict-fewer = paid less often, by { $low } to { $high } points
versions-pinned = “{ $key }”: this shop uses { $version } from the next case on.
versions-pinned-already = “{ $key }”: this shop uses { $version } already.
versions-unpinned = “{ $key }” follows the playbook again from the next case on.

### doctor: history and camera
doctor-database-none = no history yet
doctor-database-sound = whole, { $events } events
doctor-database-broken = the chain of records is broken: somebody changed it, or the file is damaged
    .do = keep the file and ask the store’s technician; the till works as usual
doctor-camera-fine = shows a picture, { $width }×{ $height }
doctor-camera-dark = opened, but shows no picture
doctor-cameras-none = no camera is plugged in
doctor-cameras-one = { $label }, in the settings { $source }

### story
story-begins = No display needed: how a failed Fenfu payment is rescued. Gateway, till, camera picture and history are real.
story-idle = All is well, ready to take payment
story-scan = F7: check the code first. A WeChat payment code, clear, go ahead
story-till-failed = The till charges 16.00 and shows “支付失败，条码无法识别” (failed, code not recognised)
story-till-message = F9: payment failed. What does the till say?
story-locked = Press 1. Not known what became of it, so it is locked: do not charge again
story-asked = It asks the provider by itself: the customer is confirming on the phone
story-question = The provider says it was not paid, the lock opens. One question, a glance at the phone
story-cause = Nothing was charged. The reason is for staff only; what may be said, and what works now
story-closing = Press 1 for WeChat balance; the till charges again, and it is paid
story-done = Press 1, then Enter. The sale is saved
story-manager = The manager sees the shift’s failures and how they ended
story-ends = The pictures are in { $folder }

### rules
rules-effect-warn = warns
rules-effect-expect_password = password expected
rules-effect-recommend = listed first
rules-effect-do_not_offer = not offered
rules-place-pack = as shipped
rules-place-changed = changed by the shop
rules-place-own = the shop’s own
rules-place-off = switched off by the shop
rules-official = A provider’s or an authority’s rule
rules-not-official = Not from an official page, or our own guess
rules-condition-min_fen = { $found } yuan is { $wanted } or more
rules-condition-max_fen = { $found } yuan is { $wanted } or less
rules-condition-hours = { $found } lies in { $wanted }
rules-condition-industry = line of trade: { $found }
rules-condition-customer_group = customer: { $found }
rules-condition-order_kind = way of paying: { $found }
rules-between = { "; " }
rules-withheld = Not by the rules:
rules-try-now = Now:
rules-try-edited = With the edit:
rules-try-differs = The customer would see other offers.
rules-try-same = The customer would see the same offers.
rules-saved = { $count ->
        [0] Saved; no rule has changed.
        [one] Saved; one rule has changed. It holds from the next case on, also in a window that is open.
       *[other] Saved; { $count } rules have changed. They hold from the next case on, also in a window that is open.
    }
rules-review-head = Cases looked at: { $cases }
rules-review-none = No rule has held for any of them.
rules-review-line = held { $times } times in { $cases } cases; recovered { $recovered }, switched { $switched }, left { $left }; mean wait { $wait } s
rules-review-cost = left after a method was kept back: { $amount } yuan
rules-review-what_if = With the edited rules, { $changed } of { $cases } cases would have seen other offers.
rules-gone = (no such rule now)
rules-amount = { $amount } yuan
rules-kind-RulesChanged = rules changed
rules-kind-RulesReverted = back as shipped
rules-log-empty = No rule has been changed yet.

### self-test and versions
about-program = Cashier Assistant { $version }
about-parts = Playbook { $playbook } · settings format { $settings } · history schema { $history }
selftest-ok = Works: { $part }
selftest-failed = { $count ->
    [0] Self-test not passed: it took { NUMBER($seconds, maximumFractionDigits: 1) } s.
    [one] Self-test failed: { $count } part does not work. It took { NUMBER($seconds, maximumFractionDigits: 1) } s.
   *[other] Self-test failed: { $count } parts do not work. It took { NUMBER($seconds, maximumFractionDigits: 1) } s.
 }
selftest-broken = Broken: { $part }
selftest-late = It took longer than the { NUMBER($limit, maximumFractionDigits: 0) } s allowed.
selftest-passed = Self-test passed in { NUMBER($seconds, maximumFractionDigits: 1) } s.
selftest-part-resources = playbook and what ships with it
selftest-part-languages = words of every language
selftest-part-history = history: made, opened again, verified
selftest-part-vault = key vault
selftest-part-pin = PIN
selftest-part-network = TLS and name look-up
selftest-part-chat = chat messages and mail
selftest-part-engine = decoder, both codes of a payment screen
selftest-part-kernel = compiled part of the reader
selftest-part-reader = our reader on a payment screen
selftest-part-film = video as a camera
selftest-part-export = reports as CSV, JSON, XLSX and PDF
selftest-part-rescue = window, and a failed payment rescued in the sandbox
