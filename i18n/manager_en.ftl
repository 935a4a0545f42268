### The manager's window, and the register of the demo.

## The rail
manager-title = Cashier Assistant
manager-place = Manager
manager-window = Cashier Assistant · Manager
manager-page-today = Today
manager-page-history = History
manager-since = Since { $time }
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
manager-failures-open = { $count } not settled yet
manager-failures-settled = Each one is settled
manager-saved-none = No result yet
manager-saved-share = { $count } in 10 saved
manager-saved-lost = { $count } lost
manager-saved-all = None lost
manager-money-lost = ¥{ $amount } lost
manager-money-partly = { $lost }, { $count } without an amount
manager-wait-from = From the failure to the end
manager-wait-none = Known once a case has ended

## Why they failed
manager-causes = Why they failed
manager-causes-saved = Saved
manager-causes-lost = Lost
manager-causes-spoken = { $cause }: { $saved } saved, { $lost } lost
manager-causes-partly = Latest { $count } only
manager-causes-none = No result in this shift yet
    .how = Press F9 when a payment fails; once the case is closed its cause stands here
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
manager-fact-more = { $count } more are not settled; History has them all.
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
manager-change-ask_open = End this shift and begin the next one? { $count } not settled will go over into it.
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
manager-side-provider = Platform
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
manager-rows-most = Latest { $count } only; narrow the filters for older ones
manager-rows-copied = { $count ->
    [one] Copied 1 case
   *[other] Copied { $count } cases
}
manager-rows-how = Select a row and press Ctrl+C to copy it
manager-empty-shift = No failures in this shift yet
    .how = Press F9 when a payment fails and it appears here
manager-empty-today = No failures today
    .how = Press F9 when a payment fails and it appears here
manager-empty-all = No failures yet
    .how = Press F9 when a payment fails and it appears here
manager-empty-filtered = Nothing fits these filters
    .how = Change a filter, or show all
manager-show_all = Show all

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
