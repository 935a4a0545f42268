### The manager's window, and the register of the demo.

## The rail
manager-title = Cashier Assistant
manager-place = Manager
manager-window = Cashier Assistant · Manager
manager-page-today = Today
manager-page-history = History
manager-page-guidance = Guidance
manager-page-settings = Settings
manager-since = Since { $time }
manager-since_by = { $who } · since { $time }
manager-lock = Lock
manager-page-alarmed = { $page }, alarms open
manager-reading = Reading the records
    .how = They appear once they are read

## Today
manager-shift = Shift since { $time } · now { $now }
manager-shift_by = Shift since { $time } · { $who } · now { $now }
manager-no_shift = No shift yet
    .how = One begins by itself once the records are open
manager-tile-failures = Failed payments
manager-tile-saved = Saved
manager-tile-money = Money saved
manager-tile-wait = Average extra wait
manager-count = { $count }
    .unit = { "" }
manager-money = ¥{ $amount }
    .unit = { "" }
manager-minutes = { $count }
    .unit = min
manager-seconds = { $count }
    .unit = s
manager-nothing = –
manager-failures-none = None so far
manager-failures-saved = { $count } saved
manager-failures-lost = { $count } lost
manager-failures-open = { $count } still checking
manager-failures-rest = { $count } without a result
manager-saved-none = No result yet
manager-saved-share = { $count } in 10 saved
manager-saved-lost = { $count } lost
manager-saved-all = None lost
manager-money-lost = ¥{ $amount } lost
manager-money-partly = { $lost }, { $count } without an amount
manager-wait-from = From the failure to the end
manager-wait-first = What to say stands there after { $seconds } s
manager-wait-instant = What to say stands there at once
manager-wait-none = Known once a case is closed

## Why they failed
manager-causes = Why they failed
manager-causes-saved = Saved
manager-causes-lost = Lost
manager-causes-spoken = { $cause }: { $saved } saved, { $lost } lost
manager-causes-partly = Latest { $count } only
manager-causes-none = No result in this shift yet
    .how = When a payment fails, tap “Not paid? Start here” in the till’s window; once the case is closed its cause appears here
cause-customer-account = Customer’s account
manager-cause-other = Another cause

## Not settled
manager-open-unknown = { $what }, no result yet
    .sub = { $time } · Don’t charge this one again until we know
manager-open-going = { $what }, not finished
    .sub = { $time } · Open it to finish
manager-open-more = { $count } more not settled

## To hand over
manager-handover = To hand over
    .hint = Written from the records
manager-fact-unknown = { $what } at { $time } has no result: keep checking, don’t charge again.
manager-fact-more = { $count } more are not settled; they are all in History.
manager-fact-twice = { $what } at { $time } was paid both ways: refund one.
manager-fact-cause = Most often: { $cause } ({ $count }).
manager-fact-lost = { $count ->
    [one] 1 customer left, ¥{ $amount }.
   *[other] { $count } customers left, ¥{ $amount }.
}
manager-fact-lost_some = { $count ->
    [one] 1 customer left, ¥{ $amount } noted.
   *[other] { $count } customers left, ¥{ $amount } noted.
}
manager-fact-none = Nothing special to pass on.
manager-change = Change shift
manager-change-ask = End this shift and begin the next one?
manager-change-ask_open = End this shift and begin the next one? { $count } not settled will carry over.
manager-change-yes = Change shift
manager-change-no = Not now
manager-copy = Copy
manager-copied = Copied

## History
manager-history-line = This shift: { $failures } failed, { $saved } saved
manager-time-shift = This shift
manager-time-today = Today
manager-time-all = All
manager-filter-outcome = Result
manager-filter-side = Side
manager-filter-method = Method
manager-filter-any = All
manager-filter-spoken = { $name }: { $value }
manager-choice-open = Not settled
manager-choice-paid_same = Paid the same way
manager-choice-paid_other = Paid another way
manager-choice-customer_left = Customer left
manager-choice-check_later = Check later
manager-choice-cancelled = Opened by mistake
manager-table = Failures
manager-column-time = Time
manager-column-amount = Amount (¥)
manager-column-method = Method
manager-column-cause = Cause
manager-column-side = Side
manager-column-result = Result
manager-column-order = Order ends
manager-side-customer = Customer
manager-side-merchant = Shop
manager-side-network = Network
manager-side-provider = Provider
manager-side-code = Code
manager-side-none = Unclear
manager-column-wait = Took
manager-result-unknown = Still checking
manager-result-going = Not finished
manager-result-twice = Paid twice
manager-result-paid_same = Same method
manager-result-paid_later = Paid later
manager-result-not_charged = Not charged
manager-result-customer_left = Left
manager-result-cancelled = By mistake
manager-rows = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
manager-rows-copied = { $count ->
    [one] Copied 1 case
   *[other] Copied { $count } cases
}
manager-empty-shift = No failures in this shift yet
    .how = When a payment fails, tap “Not paid? Start here” in the till’s window and it appears here
manager-empty-today = No failures today
    .how = When a payment fails, tap “Not paid? Start here” in the till’s window and it appears here
manager-empty-all = No failures yet
    .how = When a payment fails, tap “Not paid? Start here” in the till’s window and it appears here
manager-empty-filtered = Nothing matches these filters
    .how = Change a filter, or show all
manager-show_all = Show all

## Guidance
manager-guide-line = What the assistant judges by, what it warns of, and how it says it
manager-guide-tab-learned = Learned here
manager-guide-tab-rules = Rules
manager-guide-tab-scripts = Scripts
manager-guide-tab-fired = Rule log
manager-guide-tab-changes = Change log
manager-guide-done = Changed, from the next failed payment on. Who changed it and when is on record.
manager-guide-pin = Manager’s PIN
manager-guide-cancel = Leave it
manager-guide-quoted = “{ $text }”

## Guidance: what this store taught
manager-guide-learn-on = Adjusting to this store
manager-guide-learn-on_since = Adjusting to this store since { $day }
manager-guide-learn-off = Not adjusting to this store: the playbook alone
manager-guide-learn-off_since = Not adjusting to this store since { $day }: the playbook alone
manager-guide-learn-nothing = No cause was confirmed in the last half year
manager-guide-learn-counted = Since { $day }: { $confirmed } failures with a confirmed cause and { $unconfirmed } without; older ones count for less
manager-guide-learn-how = To switch it, open Settings, Finding the cause
manager-guide-learn-empty = Nothing learned yet
    .how = When a case ends with its cause confirmed, it counts here
manager-guide-learn-title = Out of 100 failures
manager-guide-learn-before = Playbook
manager-guide-learn-after = Learned here
manager-guide-learn-spoken = { $cause }: out of 100 failures { $before } by the playbook, { $after } as learned here; { $weight }
manager-guide-weight = Counted as { $weight }
manager-guide-weight-none = Not confirmed yet

## Guidance: rules
manager-guide-effect-warn = Warns the cashier
manager-guide-effect-expect_password = Expects a password
manager-guide-effect-recommend = Moves up
manager-guide-effect-do_not_offer = Not offered
manager-guide-mark-official = Official
manager-guide-mark-guess = Our guess
manager-guide-mark-own = This store’s own
manager-guide-place-changed = changes a built-in one
manager-guide-place-off = switched off
manager-guide-any-method = every way to pay
manager-guide-always = always
manager-guide-from = from ¥{ $amount }
manager-guide-to = up to ¥{ $amount }
manager-guide-kind-payment_code = Cashier scans the customer
manager-guide-kind-dynamic = Customer scans the register
manager-guide-kind-static = Customer scans the counter
manager-guide-rule-does = Effect: { $said }
manager-guide-rule-about = Ways to pay: { $said }
manager-guide-rule-when = When: { $said }
manager-guide-rule-why = Source: { $said }
manager-guide-rule-by_file = The store wrote this one; change it in the file
manager-guide-rules-file = The store’s own rules stand in this file: { $file }
manager-guide-rule_off = Switch off
    .ask = From the next failed payment on, this rule is not used. The manager’s PIN, please.
manager-guide-rule_on = Switch on again
    .ask = From the next failed payment on, this rule is used as it came. The manager’s PIN, please.
manager-guide-held = Kept back by a rule: { $methods }

## Guidance: try a payment
manager-guide-try = Try a payment
    .hint = Rules only, not the lights
manager-guide-try-amount = Amount (¥)
    .hint = e.g. 16.00
manager-guide-try-amount_wrong = An amount has digits and a point only, as in 16.00
manager-guide-try-time = Time
    .hint = Now, or 22:30
manager-guide-try-time_wrong = A time looks like 22:30
manager-guide-try-method = What failed
manager-guide-try-kind = How it is paid
manager-guide-try-unsaid = Not said
manager-guide-try-none = Fix the store’s rules file first, then try
manager-guide-try-now = Now
manager-guide-try-off = With it off
manager-guide-try-on = With it on
manager-guide-try-off_differs = With the chosen rule off, the offers change
manager-guide-try-off_same = With the chosen rule off, the offers stay
manager-guide-try-on_differs = With the chosen rule on, the offers change
manager-guide-try-on_same = With the chosen rule on, the offers stay

## Guidance: versions of scripts
manager-guide-version = Version { $version }
manager-guide-script-gone = A script that is no longer in the playbook
manager-guide-script-follows = Follows the playbook: { $version }
manager-guide-script-trial = A new one is on trial beside { $version }
manager-guide-script-idle = The pinned { $version } was withdrawn; { $instead } is used
manager-guide-script-pinned = Pinned here: { $version }
manager-guide-script-none = Nothing to choose from
    .how = When the playbook has a second version of a script, it is listed here
manager-guide-script-period = Figures are of the last half year
manager-guide-state-active = In use
manager-guide-state-trial = On trial
manager-guide-state-unused = Not used now
manager-guide-state-own = The shop’s own
manager-guide-state-former = Used before
manager-guide-state-retired = Withdrawn
manager-guide-state-gone = No longer in the playbook
manager-guide-share = { $state }, { $percent } of 100 cases
manager-guide-paid = { $percent } of 100 paid in the end
manager-guide-figures = { $times } of { $total } cases
manager-guide-figures-few = { $times } of { $total } cases paid; too few to judge (under { $few })
manager-guide-figures-none = Never used so far
manager-guide-verdict-no_difference = No clear difference from { $version }
manager-guide-verdict-leans_more = Looks better than { $version }, too early to be sure
manager-guide-verdict-leans_fewer = Looks worse than { $version }, too early to be sure
manager-guide-verdict-more = Paid more often than { $version }
manager-guide-verdict-fewer = Paid less often than { $version }
manager-guide-script_pin = Pin { $version }
    .ask = From the next failed payment on, { $version } is used every time. The manager’s PIN, please.
manager-guide-script_back = Back to { $version }
    .ask = From the next failed payment on, { $version } is used again. The manager’s PIN, please.
manager-guide-script_follow = Unpin
    .ask = From the next failed payment on, the playbook is followed and its trials go on. The manager’s PIN, please.

## Guidance: rules at work, changes
manager-guide-fired-table = Which rule came up with which payment
manager-guide-fired-line = Which rule came up with which failed payment, and what became of it
manager-guide-fired-none = No rule has come up yet
    .how = When a failed payment meets a rule, it is listed here
manager-guide-changes-table = Who changed what
manager-guide-changes-line = Rules, script versions and settings: who changed them and when; what the program did by itself too
manager-guide-changes-none = Nobody has changed anything yet
    .how = A change of a rule, a script version or the learning switch is listed here
manager-guide-records-here = { $count } here
manager-guide-records-copied = { $count } copied
manager-guide-rule-gone = A rule that no longer exists
manager-guide-what-learning = Learning from this store
manager-guide-what-history = The history
manager-guide-what-words = Own words “{ $version }”: { $script }
manager-guide-change-new = Added
manager-guide-change-other = Changed
manager-guide-change-gone = Switched off
manager-guide-change-rules_reverted = Back as shipped
manager-guide-change-script_unpinned = Follows the playbook
manager-guide-change-on = Switched on
manager-guide-change-off = Switched off
manager-guide-change-method_degraded = Not listed for now
manager-guide-change-method_restored = Listed again
manager-guide-change-history_restored = Brought back from a backup
manager-guide-change-not_kept = { $count ->
    [one] 1 record could not be kept
   *[other] { $count } records could not be kept
}
manager-guide-by-file = Edited in the file
manager-guide-by-manager = Manager
manager-guide-by-program = The program
manager-guide-by-settings = The settings
manager-guide-pin-yes = Given
manager-guide-pin-no = None
manager-column-rule = Rule
manager-column-effect = Effect
manager-column-what = What
manager-column-change = Change
manager-column-by = By
manager-column-pin = PIN
manager-column-id = Id
manager-column-before = Before
manager-column-after = After

## The register of the demo
demo_till-title = Demo register
demo_till-note = For demonstration only; no real money moves
demo_till-amount = Amount due (¥)
demo_till-amount_wrong = Digits and a point only, such as 16.00
demo_till-method = Payment method
demo_till-method-fenfu = Fenfu
demo_till-method-wechat = WeChat
demo_till-method-alipay = Alipay
demo_till-method-cash = Cash
demo_till-charge = Charge
demo_till-settle = Ask again
demo_till-idle = Waiting for a sale
demo_till-busy = Charging…
demo_till-asking = Asking…
demo_till-number = Order { $number }
demo_till-number_none = No order yet
demo_till-broken = The demo register did not answer
    .how = Close the demo and open it again

## History: search, pages, replay
manager-search = Find one
    .hint = Register text, amount, end of the order number
manager-time-week = 7 days
manager-time-month = 30 days
manager-filter-cause = Cause
manager-filter-cashier = Cashier
manager-filter-amount = Amount
manager-amount-20 = Under ¥20
manager-amount-100 = ¥20 to ¥100
manager-amount-500 = ¥100 to ¥500
manager-amount-more = ¥500 and more
manager-week-drop = Stop filtering by { $part }
manager-rows-page = { $count } in all, { $here } here
manager-page-back = Previous page
manager-page-on = Next page
manager-column-cashier = Cashier
replay-none = Choose one to see how it went
    .how = Tap a line at the left; its steps are listed here
replay-small = { $day } · order ends in { $tail }
replay-no_tail = not noted
replay-place = Step { $here } of { $count }
replay-time = { $here } / { $whole }
replay-back = Step back
replay-next = Next step
replay-play = Replay
replay-pause = Pause
replay-opened = The payment failed
replay-noted = Details were added
replay-method = { $method }
replay-by = { $who }
replay-register = The register answered
replay-outcome-failed = It shows a failure
replay-outcome-waiting = It waits
replay-outcome-timeout = It timed out
replay-outcome-nothing = It shows no result
replay-health = Network and provider were checked
replay-health-fine = All fine
replay-removed = What it showed is no longer kept
replay-code = The code was looked at
replay-order = This payment: { $state }
replay-source = { $provider } answered
replay-source-clerk = The cashier looked
replay-order_unanswered = Asked, no answer
replay-locked = Not known yet: do not charge again
replay-lock_restored = After a restart: still do not charge
replay-reverse = A reverse was sent
replay-reverse-reversed = Answer to the reverse: reversed
replay-reverse-still_paying = Answer to the reverse: the customer is still paying; tried again later
replay-reverse-refused = Answer to the reverse: refused
replay-reverse-not_found = Answer to the reverse: no such order
replay-reverse-unknown = Answer to the reverse: no answer
replay-override = Looked, nothing charged: unlocked
replay-claimed = Customer says paid, looked up again
replay-answered = A question was answered; the answer was not kept
replay-taken_back = An answer was taken back
replay-step = Done: { $step }
replay-judged = Judged: { $cause }
replay-said = Said: { $script }
replay-version = Version { $version }
replay-rules = { $count ->
    [one] A rule was shown
   *[other] { $count } rules were shown
}
replay-switched = Switched to { $method }
replay-end-paid_same = Paid the same way
replay-end-paid_other = Paid another way
replay-end-customer_left = The customer left
replay-end-check_later = Put aside to check later
replay-end-cancelled = Opened by mistake
replay-mood-fine = The customer was fine
replay-mood-so_so = The customer was so-so
replay-mood-upset = The customer was upset

## Charts
manager-page-charts = Charts
manager-charts-line = { $count ->
    [one] One failure in this time
   *[other] { $count } failures in this time
}
manager-charts-none = No failures in this time
    .how = Choose another time, or come back when there are some
manager-weekday-0 = Mon
manager-weekday-1 = Tue
manager-weekday-2 = Wed
manager-weekday-3 = Thu
manager-weekday-4 = Fri
manager-weekday-5 = Sat
manager-weekday-6 = Sun
manager-hours = { $begin }–{ $end } h
manager-week-part = { $day } { $hours }
manager-week = When sales were lost
    .hint = The number is how many were lost; tap one to see why
manager-week-spoken = { $part }, { $lost } lost
manager-week-lost = { $part }: { $lost } lost
manager-week-sum = { $failures } failed, ¥{ $amount } lost.
manager-week-told = { $sum } { $why }
manager-week-why = The most were lost to: { $cause }, { $lost }.
manager-week-quiet = No failures at this time.
manager-week-cases_lost = { $count ->
    [one] See the lost one
   *[other] See the { $count } lost
}
manager-week-cases = { $count ->
    [one] See this one
   *[other] See these { $count }
}
manager-recovery = Saved per 100
    .hint = One dot a day
manager-recovery-spoken = On the last day { $count } of 100 were saved
manager-recovery-change = New words
manager-waits = How long customers waited
    .hint = From failed to paid, { $count } cases
manager-waits-split = Before and after the change of “{ $script }”
manager-waits-zero = 0 s
manager-waits-tick = { $seconds }
manager-waits-half = half under { $seconds } s
manager-waits-none = none yet
manager-waits-before = Before, { $count } cases: { $half }
manager-waits-after = After, { $count } cases: { $half }
manager-hours-title = When it failed, and whose side
    .hint = Failures by hour of the day
manager-hours-axis = Hour
manager-switched = Switched to what, how many worked
    .hint = Paid / tried
manager-switched-spoken = { $method }: tried { $times } times, paid { $paid } times

## Hand-over
manager-before = { $who } said at the handover, { $time }
manager-before-nobody = The shift before
manager-note = Handover note
    .hint = Anything else? Write it here
manager-note-long = Too long: { $most } characters at most. Please tell the rest another way.
manager-change-by = Who hands over
    .hint = Who hands over (optional)
    .holder = Who hands over ({ $who } if empty)
manager-change-to = Who takes over
    .hint = Who takes over (optional)
manager-change-payments = Payments in this shift
    .hint = Payments the register counted (optional)
manager-change-payments_wrong = Digits only, such as 412

## Health
manager-page-health = Health
manager-health-line = { $count ->
    [0] No alarm now
    [one] 1 alarm now
   *[other] { $count } alarms now
}
manager-health-span-hour = 1 hour
manager-health-span-day = 24 hours
manager-health-span-week = 7 days
manager-health-strips = Every probe over time
    .hint = The tallest, red, is broken; amber is slow or shaky; a dot is not probed.
manager-health-median = Usual
manager-health-worst = Worst
manager-health-probed = { $failed ->
    [0] { $count } probes, all fine
   *[other] { $count } probes, { $failed } failed
}
manager-health-seconds = { $seconds } s
manager-health-now = Now
manager-health-today = Today { $time }
manager-health-yesterday = Yesterday { $time }
manager-health-none = No history yet
    .how = While the window is open, network, clock and providers are probed; in a few minutes it shows here.
manager-health-chain = The six links of a payment
    .hint = how each is known stands beside it
manager-health-past = Alarms
manager-health-count = { $count ->
    [0] in this period
   *[other] { $count } in this period
}
manager-health-past-none = No alarm in this period
    .how = Which link was broken, from when to when, is kept here.
manager-health-still = since { $time }, not over yet
manager-health-took = { $minutes } min
manager-health-lost = no longer checked; not known whether it is fixed
manager-health-by = { $who } took it on
manager-alarms-more = { $count ->
    [one] 1 more alarm under Health
   *[other] { $count } more alarms under Health
}
