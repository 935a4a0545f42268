### Reports written to files
export-sheet-figures = Figures
export-sheet-cases = Cases
export-group = Group
export-figure = Figure
export-value = Value
export-chain = Chain of records (number · hash)
export-handed-to = Handed over to

export-totals = Totals
export-times = Times (seconds)
export-by-method = Which method
export-switched = Of these, by another method
export-payments = Payments in these shifts
export-rate = Failures per hundred
export-to-sentence = Until the first words (median)
export-to-close = Until the till was free (median)
export-mean-wait = Extra wait on average

export-opened = Began
export-closed = Ended
export-till = Till
export-cashier = Cashier
export-amount = Amount (¥)
export-failed = Method that failed
export-side = Whose side
export-cause = Cause
export-outcome = Outcome
export-paid-by = Paid by
export-waited = Extra wait (s)
export-mood = Customer
export-money = The money
export-overridden = Unlocked by hand
export-order = Order ends in
export-case = Number
export-shift = Shift number
export-yes = yes

export-mood-fine = Fine
export-mood-so_so = So-so
export-mood-upset = Upset

export-state-not_charged = Not charged
export-state-unknown = Not certain
export-state-failed = Not paid
export-state-paid = Paid
export-state-reversed = Reversed

export-done = { $cases } cases exported: { $file }
export-done-totals = The totals: { $file }
export-progress = { $done } of { $total } cases written

### Reports on paper
print-product = Cashier Assistant
print-open = Still checking
    .more = For the next shift
print-rate = { $rate } in 100 payments
print-to-sentence = First words (median)
print-to-close = Till free again (median)
print-faces = { $fine } fine · { $so_so } so-so · { $upset } upset
print-handed-over = Handed over to the next shift
print-times = Times
print-paid = Paid
print-way = Method
print-waited = Wait (s)
print-more = { $count } more are not printed here; export as CSV or XLSX to see all.
print-chain = Hash of record { $seq }: it shows whether records were changed or are missing.
print-page = Page { $number } of { $pages }

### Support packet
support-holds = The support packet holds:
support-versions = versions of program and system
support-settings = settings; of merchant numbers and the like only two signs at each end
support-health = the lights of the checks
support-history = counts of records and whether they fit together, no content
support-files = names and sizes of files
support-log = the end of the log, long numbers taken out
support-never = No payment code, order number, key or PIN, and nothing of any case.
support-ask = Write it to a file?
support-only-shown = This was only the list; nothing is written yet. Add --yes to write the file.
support-written = Written: { $file }

### The manager's page
manager-page-export = Export
exports-line = Reports as files; and when something is wrong, the support packet for the technician
exports-report = Export a report
    .hint = Excel and PDF hold figures and cases; CSV and JSON are for other programs.
exports-time-shift = This shift
exports-time-week = Last 7 days
exports-time-month = Last 30 days
exports-time-all = Everything
exports-name-shift = Shift report
exports-name-week = Report of 7 days
exports-name-month = Report of 30 days
exports-name-all = All records
exports-kind-xlsx = Excel sheet
exports-kind-pdf = PDF to print
exports-kind-csv = CSV
exports-kind-json = JSON
exports-where = Where to
exports-stop = Stop
exports-written = Saved as { $file }
exports-support = Support packet
    .hint = Its content is listed first, then you save it; payment codes, order numbers and keys are taken out.
exports-gather = List the support packet
exports-entry = { $name } · { $size } KB · { $what }
exports-save-packet = Save as one file

### Before the manager's pages
gate-title = Manager
    .hint = Enter the manager’s PIN, or the technician’s; a cashier needs nothing here
gate-pin = PIN
gate-open = Open
