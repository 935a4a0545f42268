### Words of the window. Short sentences, verb first.

## General
language-zh_CN = 中文
language-en = English
money = ¥{ $amount }
amount-any = this one
method-any = Method not said
provider-wechat = WeChat
provider-alipay = Alipay
provider-unionpay = UnionPay
provider-any = the provider
short-fenfu = Fenfu
short-wechat = WeChat balance
short-alipay = Alipay
short-alipay_instalment = Alipay instalments
short-unionpay = UnionPay
short-ecny = e-CNY
short-card = Card machine
short-card_instalment = Card instalments
short-cash = Cash
short-split = Two parts
chip-fenfu = Fenfu
chip-wechat = WeChat
chip-alipay = Alipay
chip-unionpay = UnionPay
state-ok = Fine
state-warn = Slow
state-fail = Down
state-unknown = No data
figure-seconds = { $seconds } s
figure-broken = Down
figure-unchecked = No data
figure-off = Don’t use yet
figure-trial = Back, try it
figure-shaky = Shaky

## The sentence at the top
head-not_started = The assistant did not start; take payments as usual
head-starting = Checking the network and the providers
head-ready = Ready to take payment
head-methods_fine = { $known ->
    [0] Go ahead, checks are running
   *[other] { $known ->
        [1] One method is fine
        [4] All four methods are fine
       *[other] { $known } methods are fine
    }
}
head-offline = Offline: next customer pays cash
head-offline-detail = Code scanned already? Look first; call the manager
head-offline_doubt = Offline: scanned already? Don’t charge again yet
head-offline_doubt-detail = Not scanned yet: cash; call the manager
head-down_doubt = Code payments down: scanned already? Don’t charge again yet
head-down_doubt-detail = Not scanned yet: cash
head-method_down = { $method } is down, use { $good } first
head-method_down_all = Code payments are down, take cash
head-method_shaky = { $method } is shaky, use { $good } first
head-method_shaky_all = Code payments are slow, allow some time
head-panel = See every light
head-menu = Language and appearance
strip-ok = Network fine
strip-warn = Network or provider shaky
strip-fail = Network or provider down
strip-unknown = Network not checked yet
strip-offline = The shop is offline
strip-warn_method = { $method } is shaky
strip-fail_method = { $method } is down
strip-waiting = No result from { $provider } yet
checked-seconds = checked { $seconds } s ago
checked-minutes = checked { $minutes } min ago
panel-chain = For the manager: the steps of a payment, last hour
panel-stuck = Stuck at “{ $link }”.
panel-slow = { $method } usually takes { $usual }, now { $now }.
panel-theirs = The shop’s internet is fine; most likely the problem is the provider’s.
panel-not_network = The shop’s internet is fine; it isn’t the network.
panel-between = { " " }
panel-steps = { $count ->
    [one] Follow 1 step
   *[other] Follow { $count } steps
}
panel-methods = Methods
panel-machine = This till and network

## Which method to leave for now
degraded-down = { $method } is down, use { $good } first
degraded-down_two = { $method }, { $other } down, use { $good } first
degraded-down_more = { $count } methods are down, use { $good } first
degraded-down_all = Code payments are down, take cash
degraded-shaky = { $method } is shaky, use { $good } first
degraded-shaky_two = { $method }, { $other } shaky, use { $good } first
degraded-shaky_more = { $count } methods are shaky, use { $good } first
degraded-shaky_all = Code payments keep failing, take cash
degraded-trial = { $method } is just back, use { $good } first
degraded-trial_two = { $method }, { $other } just back, use { $good } first
degraded-trial_more = { $count } methods are just back, use { $good } first
degraded-trial_all = Code payments are just back, try one
degraded-back_all = Code payments are just back, take cash for now
degraded-why-down = { $light }: down
degraded-why-watching = Answers again, being watched
degraded-why-shaky = { $light }: slower than usual
degraded-why-failures = { $count } failed in the last { $minutes } min
degraded-why-again = Tried once more, failed again
degraded-why-trial = Try it once; if it works, it is back
degraded-since = since { $time }

## Checking a code
scan-title = Look at the code, then scan
scan-hint = Code won’t scan? Look here; nothing is charged
scan-only_looks = This only looks at the code, it never charges
camera-waiting = Hold the code to the camera
camera-waiting_own = Hold the shop’s own code to the camera
camera-waiting_any = The picture appears in a moment
camera-looking = Opening the camera…
camera-black = All black: is the lens covered?
camera-frozen = Picture stuck, opening it again
camera-lost = Camera lost, plug it in again
camera-absent = No camera yet, plug it in
camera-close = Switch the camera off
clarity = { $letter ->
    [A] Very clear
    [B] Clear
    [C] Readable
    [D] A bit blurred
   *[other] Blurred
}
freshness-first_seen = First seen
freshness-seen_before = Seen { $seconds } s ago
freshness-held = { $seconds } s in sight
freshness-fresh = Just refreshed
freshness-stale = Old
freshness-used = Used
kind-wechat_payment = WeChat payment code
kind-alipay_payment = Alipay payment code
kind-unionpay_payment = UnionPay payment code
kind-ecny_payment = e-CNY payment code
kind-emv_customer = UnionPay payment code
kind-wechat_dynamic = WeChat order code
kind-alipay_dynamic = Alipay order code
kind-unionpay_dynamic = UnionPay order code
kind-wechat_receive = WeChat receive code
kind-alipay_receive = Alipay receive code
kind-unionpay_receive = UnionPay receive code
kind-aggregate = Aggregate receive code
kind-emv_merchant = UnionPay receive code
kind-goods_barcode = Goods barcode
kind-other = Another code
kind-none = No code
kind-any = Payment code
verdict-ready = { $kind }, go ahead
    .do = Scanned already? Look at the register, don’t scan again
verdict-fault = { $fault }, don’t scan yet
verdict-again = Looking once more
    .do = Keep the phone still for a moment
    .aloud = Please keep the phone still.
verdict-ask_again = Not clear, don’t scan yet
    .do = Ask the customer to hold it better
    .aloud = Please hold the phone still, facing the camera.
verdict-wrong_code = Not a payment code
    .do = Ask for the payment code page
    .aloud = Your payment code, please.
verdict-odd = Don’t scan or open this
verdict-wrong_kind = { $kind }, don’t scan
verdict-wrong_kind-theirs = Customers scan this; you scan theirs
verdict-wrong_kind-goods = On goods; you need the phone’s code
verdict-expired = { $kind } has expired, don’t scan
verdict-expired-watched = { $minutes ->
        [one] It was first seen over a minute ago
       *[other] It was first seen over { $minutes } minutes ago
    }
verdict-expired-says = The code itself says its time is over
verdict-seconds = { $seconds } s
verdict-used = This code was used before
    .do = Check with F8; refresh only if not paid
    .aloud = One moment please, I’ll check the last payment first.
verdict-swapped = Not the shop’s registered code
    .do = If it is on the counter: cover it, call the manager
    .aloud = One moment please, I’ll get the manager.
verdict-unclear = Not clear, don’t scan yet
    .do = Ask the customer to hold it better
    .aloud = Please hold the phone still, facing the camera.
verdict-none = No code in sight
    .do = Hold the phone up to the camera
    .aloud = Please hold your payment code up to the camera.
oddity-look_alike_host = Looks like a fake payment address
oddity-control = Has control characters
oddity-bidi = Text direction was tampered with
oddity-invisible = Hides invisible characters
oddity-broken_tlv = Contents are incomplete
oddity-crc_wrong = Checksum is wrong
oddity-not_text = Not text
oddity-any = Odd contents

## Idle
recent-title = Recent
recent-empty = No failures yet
    .how = Tap “Not paid? Start here” when a payment fails and it appears here
end-paid_same = Paid
end-paid_other = Paid
end-customer_left = Left
end-paid_late = Paid later
end-check_later = Checking
end-cancelled = Not taken
open_case-title = { $what }: don’t charge it again yet
open_case-hint = Still checking
open_case-offline = May have gone through, not clear yet
offline-last = Last payment: don’t charge it again yet
    .do = It may have gone through; look first
    .since = It may have gone through; down since { $time }, look first
offline-last_sum = Last payment, { $amount }: don’t charge it again yet
offline-check =
    .aloud = One moment please, I’m checking the last payment.
open_case-free-title = { $what }, half done
open_case-free-hint = Tap to go on with it
announce-locked = Don’t charge again yet, still checking
action-another = Another payment failed
    .short = Next one
another-title = Another payment failed?
another-hint = Once more opens a second case; this one stays
switch-untold = No amount
switch-front = { $what }, in front
switch-locked = { $what }, result not known yet, switch to it
switch-waits = { $what }, half done, switch to it
switch-more =
    { $count ->
        [one] One more case, switch to it
       *[other] { $count } more cases, switch to them
    }
switch-state-front = In front
switch-state-locked = Don’t charge yet
switch-state-waits = To do
undo-title = { $what } ended: { $end }
undo-hint = Wrong tap? Tap here to change it back
action-failed = Not paid? Start here
    .short = Not paid?
action-look_up = Did the last one go through?
action-manager = Manager
action-back = Back
action-close_case = Note result
action-claim = Customer says paid
action-done = Done
action-next = Next customer
action-expand = Open
shift-line = Shift from { $since } · { $failures } handled · { $saved } saved
shift-none = No shift yet
notice-close = Dismiss
notice-hot_keys-taken = Another program is using { $keys }
    .do = Tap the buttons instead, or choose other keys in the settings.
notice-hot_keys-impossible = On this desktop { $keys } work only in this window
    .do = Tap the buttons instead; the setting can be switched off.
notice-last_run = It closed suddenly last time; unfinished cases are still here.
    .do = A report for the technician is in the log folder.
notice-no_chinese_font = This computer has no Chinese font: Chinese shows as empty boxes.
    .do = Install fonts-noto-cjk or fonts-wqy-microhei, then open the window again. The till works as usual.
notice-scanner = That scan came to this window, not to the register
    .do = Tap the register first, then scan again.
notice-scanner-locked = That scan did not reach the register: don’t scan again
    .do = Don’t charge again yet, still unclear: { $what }
notice-scanner-offline = That scan did not reach the register: don’t scan again
    .do = Don’t charge again yet: look up the last one first.
notice-backup_offer = There is a sound backup ({ $when }, { $count } records) with records that are missing here.
    .do = Restoring it keeps everything recorded since; the till works either way.
notice-backup_offer-take = Restore the backup
notice-paid_twice = Paid twice: the customer paid another way (¥{ $amount }), and the first payment went through as well. Refund one of them.
notice-paid_meanwhile = The first payment (¥{ $amount }) has gone through: don’t charge again. If another way was paid already, refund one of them.
notice-paid_late = The unsettled payment (¥{ $amount }) has gone through. Don’t charge again. If the customer has left, tell the manager.
notice-paying_after_all = The customer is paying that ended payment (¥{ $amount }) on the phone right now. Don’t charge again. If another way was paid already and this goes through too, refund one of them.
notice-not_paid_after_all = That payment (¥{ $amount }) was noted as paid, but no payment can be found. Look at the register and your records and tell the manager; don’t charge again yet.
notice-reverse_refused = That payment (¥{ $amount }) could not be reversed. Don’t charge again yet; ask the manager to look it up in the merchant back office.

## Menu
menu-language = Language
menu-theme = Appearance
menu-light = Light
menu-dark = Dark
menu-keyboard = Use the keyboard here
menu-move = Move to the other edge
menu-collapse = Fold to a strip
menu-quit = Quit
menu-about = Show customers how Fenfu works
menu-set_up = Guided set-up

## Head of a case
case-time = { $time } so far
case-close = Note the result
case-untold = This payment

## What the register says
till-title = Don’t charge again yet. Pick what the register says
till-quote = “{ $text }”
till-words = Not there? Tap a word that the register shows
till-field = Type a few words
till-field_hint = Type to find others; digits pick
till-none = No words on the register?
till-outcome-waiting = Still turning
till-outcome-timeout = Timed out, no words
till-outcome-nothing = Nothing at all
till-outcome-customer_scanned = Our code was scanned
till-details = This payment, if you like
till-this = Taken for this payment
till-not_this = Not this one
till-amount = Amount
till-amount_hint = such as 16.00
till-number = Order number
till-number_hint = On the receipt or the bill
till-method = Method
keypad-back = Delete

## Questions
question-past = Skip, pay another way
question-not_aloud = Say only the sentence below
question-wait =
    .aloud = One moment, please.
question-look_methods =
    .aloud = May I have a look at your payment methods, please?
question-look_phone =
    .aloud = May I have a look at what your phone says, please?
question-number = { $number ->
    [1] Question 1, 2 at most
    [2] Question 2, 2 at most
   *[other] One more question
}
answer-unknown = Don’t know
checked-title = Checked already
checked-any = { $name }: { $state }
checked-internet-ok = Network fine
checked-internet-warn = Network shaky
checked-internet-fail = Shop offline
checked-clock-ok = Clock right
checked-clock-warn = Clock a bit off
checked-clock-fail = Clock wrong
checked-merchant-fenfu-ok = Fenfu enabled here
checked-merchant-fenfu-fail = Fenfu not enabled here
checked-gateway-wechat-ok = WeChat fine
checked-gateway-wechat-warn = WeChat a little slow
checked-gateway-wechat-fail = WeChat down

## Money in doubt: the lock
banner-title = Don’t charge again yet
banner-reverse_open = { $done ->
    [1] Asked once, no answer yet
   *[other] Asked { $done } times, no answer yet
}
banner-asking = { $done ->
    [0] Asking { $provider } by itself
    [1] Asking by itself, once so far
   *[other] Asking by itself, { $done } times so far
}
banner-look = Look: register and records
banner-ask_first = ① Ask the customer
banner-then_look = ② Then register and records
banner-look_first = ① Look: register and records
banner-look_again = Not there? Wait: money can be late
banner-look_over = Not sure? “Next customer”: look again later
banner-reversing = Reversing, don’t charge again yet
banner-reversing_then = One more check after it
banner-still = Ask the customer to wait
banner-goes_on = It goes on by itself; ask the customer to wait
banner-seconds = s
banner-query_now = Check now
banner-reverse_ready = Reverse it
banner-reverse_waits = Customer is paying; still unpaid at 0? Then this one is reversed
banner-reverse_later = Reverse it
banner-button_later = in { $seconds } s
banner-look_later = Wait { $seconds } s, look again
banner-reverse_then = No answer then? Ask; reverse only if no success is shown
banner-reverse_soon = One more check; ask, reverse only if no success is shown
banner-reverse_or_wait = Ask the customer: reverse only if no success is shown
banner-reverse_unpaid = Phone shows no success: you can reverse it
banner-reverse_paid = Phone shows success: don’t reverse it; keep the goods here until we know
banner-look_paid = ② Still nothing: goods stay here, manager decides
banner-reverse_ask = Only if neither phone nor register shows success.
banner-reverse_only_pin = Only if neither phone nor register shows success. Manager’s PIN
banner-reverse_yes = Reverse it
banner-reverse_no = Don’t reverse
banner-clerk_paid = I see the money
banner-clerk_paid_sum = I see this { $amount }
banner-clerk_paid_at = Success: { $time } { $amount }
banner-clerk_not_paid = In neither
banner-clerk_not_paid_manager = Manager, look: in neither
banner-override_ask = In neither the register nor the shop’s records?
banner-override_ask_manager = The manager looked, and it is in neither?
banner-override_yes = In neither
banner-override_no = Look again
banner-pin = The manager enters the PIN
banner-pin_away = Manager away? Don’t reverse; tap “Next customer”, asking goes on
banner-phone_paid = Customer says paid
    .sub = Still check our records
banner-phone_told = Customer says paid
    .sub = Noted
banner-aside = Next customer
    .sub = This one stays open
money-title = { $state } · { $amount }
money-not_charged_earlier = The earlier { $amount }: not charged
money-not_charged = Not charged: { $amount }
timeline-sent = The register sent this payment
timeline-asking = Asking about it by itself
timeline-no_answer = No answer so far; asking goes on
timeline-clerk_looks = Waiting for you to look it up
timeline-customer_confirms = The phone waits for a password or a tap
timeline-provider_said = Answer: { $state }
timeline-reverse_then_check = No answer then? Ask; reverse only if no success is shown
timeline-look_then_open = Still not found: tap “Next customer”, it goes on
order_state-paid = paid
order_state-paying = waiting for the customer
order_state-not_paid = not paid
order_state-failed = failed
order_state-reversed = reversed
order_state-closed = closed
order_state-refunded = refunded
order_state-not_found = not found
order_state-unknown = unclear

## Money known
money-by-provider = Checked with { $provider }
money-by-code = The register says: not paid
money-by-clerk = You looked
money-by-override = In neither register nor records
money-by-override_goes_on = In neither register nor records; checked again later
money-number = order …{ $tail }
money-state-paid = Paid
money-state-not_charged = Not paid, nothing charged
money-state-override = Not found, money can come late
money-override_sum = { $amount } not found, can come late
money-state-reversed = Reversed, any charge goes back
money-state-refunded = Refunded
money-state-unknown = Not clear yet
paid-title = Money received, don’t charge
say-title = Say
say-hint = Fine to say aloud
say-not_charged = Nothing was charged.
say-not_seen = The earlier payment isn’t found yet. If it pops up again, please don’t pay it; tell us if it was charged.
say-not_seen_goes_on = The earlier payment isn’t found yet. If it pops up again, please don’t pay it; we keep checking.

## Cause
cause-discreet = Not paid, use another way
cause-sure = { $sure }: { $cause }
cause-side-customer = Most likely the customer’s account, can’t say what
cause-side-merchant = Most likely the shop’s side, can’t say what
cause-side-network = Most likely the network, can’t say what
cause-side-provider = Most likely the provider, can’t say what
cause-side-code = Most likely the code itself, can’t say what
cause-clerk_only = Staff only
cause-not_aloud = Don’t read it out, don’t ask why
cause-closes_itself = Folds away in { $seconds } s
cause-fold = Close
cause-why = Why
why-count = { $count ->
    [1] one reason
   *[other] { $count } reasons
}
steps-title = Do
steps-count = { $count ->
    [1] 1 step
   *[other] one by one, stop once it is paid
}
steps-in_order = In this order
case-same_customer = The violet payment is not clear yet: if it is this customer’s, don’t charge again
steps-first = Do this now, then tap it
steps-first_cancel = Tap when done; can’t cancel? Manager
tick-done = done
tick-open = to do
offers-title = Or another way
offers-which = How does the customer pay now? (only noted, no charge)
offer-switch = Switch to { $method }
why-register-code = The register says { $value }
why-register-code_says = The register says { $value } ({ $says })
why-register-text = The register says “{ $value }”
why-register-http = Register’s connection: { $value }
why-any = { $name }: { $value }
why-asked = { $question } { $answer }
why-ask-fenfu_choice-offered = Fenfu can be chosen on the phone
why-ask-fenfu_choice-greyed = Fenfu is greyed out on the phone
why-ask-fenfu_choice-missing = Fenfu is not on the phone
why-ask-phone_asks_password-yes = The phone waits for a password
why-ask-phone_asks_password-no = The phone asks for nothing
why-ask-phone_shows_paid-yes = The phone shows paid
why-ask-phone_shows_paid-no = The phone does not show paid
why-ask-payee_ours-yes = The payee on the phone is our shop
why-ask-payee_ours-no = The payee on the phone is somebody else
why-ask-others_pay-yes = Other customers can pay
why-ask-others_pay-no = Other customers cannot pay either
why-ask-other_method-yes = Another method works
why-ask-other_method-no = Another method does not work either
why-ask-who_scanned-clerk = We scanned the customer’s code
why-ask-who_scanned-customer = The customer scanned our code
why-code-kind = Seen: { $value }
why-code-clarity = Clarity of the code: { $value }
why-code-fault = Picture: { $value }
why-code-freshness = Payment code: { $value }
why-code-registered-changed = The shop’s code is not the registered one
why-code-registered-match = The shop’s code is the registered one
why-order-state = Found out: { $value }
why-recent-none = No such failure lately
why-recent-this_till = The same on this till just now
why-recent-this_store = The same on other tills here
why-step-helped = “{ $step }” helped
why-step-no_help = “{ $step }” did not help
why-step-skipped = “{ $step }” was skipped
why-tried-failed = { $method } failed too
why-tried-paid = { $method } worked
why-chain-code_shown = Code shown
why-chain-code_read = Code read
why-chain-limit_check = Terms check
why-chain-risk_decision = Safety check
why-chain-booking = Booked
why-chain-callback = Receipt

## End
step-new_order_of = On the register: cancel the old { $amount } order, open a new one
closing-now-scan = Scan the new payment code
closing-now-register = Take this payment on the register
closing-title = Once it is over: how did it end?
closing-choose_first = Choose one first
outcome-paid_same = This payment went through
outcome-paid_same_known = Same way, paid with a new code
outcome-paid_same_again = Still { $method }, paid with a new code
outcome-paid_other = Paid another way
outcome-customer_left = Not paid, left
outcome-check_later = Check later
    .sub = Stays open until we know
closing-again = Failed again, or no result
    .sub = Don’t charge again yet; tap to look into it
closing-other_method = Other
closing-chosen = You chose { $method }; tap to change it
mood-title = How was the customer? You may skip this
mood-fine = Fine
mood-so_so = So-so
mood-upset = Upset

### where a clerk looks an order up when no provider can be asked
lookup-title = Where to look
lookup-title_of = Look for { $what }
lookup-hour = about { $time }
lookup-register = The register’s transactions
lookup-terminal = The card terminal’s records
    .how = Last transaction, or print its slip again: “approved”?
lookup-own = The shop’s own records
    .how = { $place }
lookup-wechat-merchant = The shop’s own records
    .how = WeChat mini program 微信支付商家助手, or your payment company’s app
lookup-wechat-bill = Customer’s bill proves nothing: use its number in our records
    .how = WeChat: Me, Services, Wallet, Bills; the merchant order number must match
lookup-alipay-merchant = The shop’s own records
    .how = Bills in 支付宝商家版 (Alipay merchant app), or your payment company’s app
lookup-alipay-bill = Customer’s bill proves nothing: use its number in our records
    .how = Alipay: Me, Bills; the merchant’s order number must match
lookup-unionpay-merchant = The shop’s own records
    .how = Your payment company’s app (its name is on the card terminal’s label)
lookup-unionpay-bill = Customer’s bill proves nothing: use its number in our records
    .how = UnionPay app: the order number must match
lookup-card-acquirer = Ring the payment company
    .how = Number on the card terminal’s label; give terminal, time and amount
lookup-card-bill = The customer’s bank app is no proof
    .how = Neither is a text message or a picture: the money may come back
lookup-any-merchant = The shop’s own records
    .how = 微信支付商家助手, 支付宝商家版, or your payment company’s app
lookup-ecny-bill = The record on the customer’s phone: for time and amount only
    .how = e-CNY app, this wallet: compare time and amount
lookup-any-bill = Customer’s bill proves nothing: use its number in our records
    .how = Open this one; the order number must match
lookup-sure = Success in one: it is paid. In neither: don’t charge yet

## What the customer sees
customer-window = Customer display
customer-amount = This order
customer-other_language = Tap for English
customer-not_charged = Nothing was charged
customer-reversed = That payment was reversed
customer-refunded = That payment was refunded
customer-confirm = If it asks for a password, check the amount first
customer-new_code = Paying by phone? Please show a new payment code
customer-checking = We won’t charge you again until we know
customer-joined = { $first }. { $second }
customer-way-wechat = WeChat balance or card
customer-way-alipay = Alipay
customer-way-unionpay = UnionPay
customer-way-ecny = e-CNY
customer-way-card = Card machine
customer-way-cash = Cash
customer-about = How Fenfu works
customer-about-codes = When you show your WeChat payment code and your phone lists Fenfu, you can pick it. When you scan the shop’s code yourself, usually not.
customer-about-limit = Only your own phone shows how much you can use: WeChat, then Me, Services, Wallet, Fenfu.
customer-about-password = The phone sometimes asks for your password. Confirm and wait; there is no need to show the code again.
customer-about-choice = How you pay is up to you; every other way is just as good.
