### cashier report
report-title-shift = Shift report
report-title-period = Period report
report-shift = Shift
report-period = Period
report-by = Opened by
report-closed-by = Closed by
report-note = Handover note
report-handed-to = Taken over by
report-handed-over = Not settled at the handover
report-running = still open
report-now = now

report-failures = Payments failed
report-saved = Saved
report-lost = Lost
report-open = Still checking
report-cancelled = Opened by mistake
report-wait = Extra wait on average
report-close = Half waited less than
report-sentence = First words, half within
report-of-these-switched = Of these, another way
report-rate = Failed of 100 payments
report-rate-line = { $share } (of { $payments } payments)
report-faces = Customers
report-faces-line = fine { $fine }, so-so { $so }, upset { $upset }
report-methods = Which method failed
report-without-amount = Amount not noted
report-times = { $count }
report-money = ¥{ $yuan }
report-seconds = { $seconds } s
report-minutes = { $minutes } min { $seconds } s
report-none = –

report-why = Why they failed
report-whose = Whose side
report-switched = Switched to
report-switched-line = { $count }, paid { $paid }
report-list = Cases
report-list-more = { $count } more; --format json shows all

report-empty = No failures yet.
    .do = When a payment fails, tap “Not paid? Start here” in the till’s window and it appears here.
report-rebuilt = The lists were rebuilt from the records: { $count } cases.
report-rebuilt-equal = The lists came out exactly as they were.
report-rebuilt-differed = { $count } rows were not as the records say ({ $tables }); they have been put right.
report-chain = Chain of records
report-chain-sound = sound, record { $seq }, head { $head }
report-chain-cut = fits, but record { $seq } is missing: it was printed or noted before. Somebody cut off the end or put an old file back
report-chain-broken = does not fit from record { $seq } on ({ $fault }); give the history file to the store’s technician
report-restored = { $when }: a backup was brought back (up to record { $seq }), and what came later was added
report-not_kept = { $count } records since { $since } could not be kept; the disk took them again at { $when }
report-chain-empty = no records yet

report-outcome-paid_same = Paid the same way
report-outcome-paid_other = Paid another way
report-outcome-customer_left = Customer left
report-outcome-check_later = Check later
report-outcome-cancelled = Opened by mistake
report-outcome-open = Still checking

report-side-customer = Customer
report-side-merchant = Shop
report-side-network = Network
report-side-provider = Provider
report-side-code = Code
report-side-none = Cannot tell

report-cause-customer-account = Customer’s account
report-place = Store
report-cause-unclear = Cause not clear
report-script-lock-password = Waiting for the customer’s phone
report-method-unknown = method not noted
