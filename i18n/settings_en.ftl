### One entry a setting: label, `.help`, and a word for each choice. Groups have a heading.
settings-language = Language
    .help = For the window and all hints; takes effect at once.
    .value-zh_CN = 中文
    .value-en = English

settings-store = Store
settings-store-name = Store name
    .help = Printed on reports and hand-over notes.
settings-store-till = Till
    .help = Tells the tills of one store apart.
settings-store-industry = Line of trade
    .help = Rules for a line of trade go by this.
    .value-any = Not said
    .value-grocery = Supermarket, fresh food
    .value-convenience = Convenience store
    .value-restaurant = Restaurant
    .value-pharmacy = Pharmacy
    .value-clothing = Clothing, shoes
    .value-electronics = Phones, appliances
    .value-jewellery = Jewellery
    .value-alcohol_tobacco = Alcohol, tobacco
    .value-fuel = Fuel station
    .value-hotel = Hotel
    .value-entertainment = Entertainment
    .value-beauty = Hair, beauty
    .value-other = Other
settings-store-customer_group = Usual customers
    .help = Rules for kinds of customers go by this; choose “No difference” when in doubt.
    .value-any = No difference
    .value-member = Members
    .value-senior = Senior citizens
    .value-minor = Under age
    .value-student = Students
    .value-visitor = Visitors from abroad
    .value-business = Business customers

settings-appearance = Appearance
settings-appearance-theme = Theme
    .help = Follow the system, or always light or dark.
    .value-light = Light
    .value-dark = Dark
    .value-system = Follow the system
settings-appearance-text_scale = Text size
    .help = 1 is normal, 1.3 is thirty per cent larger.
settings-appearance-sounds = Sounds
    .help = A short tone when a code is read or a result arrives.
settings-appearance-reduce_motion = Less motion
    .help = No spinning or sliding; a calmer picture.

settings-camera = Camera
settings-camera-source = Picture source
    .help = A camera’s name (name:…, listed by cashier doctor; it stays when the camera is plugged in elsewhere) or number (0 is the first), a film file, or a network address.
settings-camera-mirror = Mirror
    .help = Switch on when the picture looks mirrored.

settings-customer = Customer display
settings-customer-display = Display for the customer
    .help = A second screen, or a small window turned to them. It says things like “please look at your phone”, never a reason.
    .value-off = None
    .value-screen = Second screen
    .value-window = Small window
settings-customer-turned = Upside down
    .help = For a small window that faces the customer across the counter.
settings-customer-blank_after_s = Goes blank after (seconds)
    .help = 5 to 300, counted from the end of the case.

settings-wechat = WeChat Pay order queries (optional)
settings-wechat-enabled = Use order queries
    .help = Works without: the cashier looks at phone and register. Keys are kept apart, encrypted.
settings-wechat-mchid = Merchant number
    .help = The number on the merchant platform’s home page.
settings-wechat-appid = App ID
    .help = The AppID bound to the merchant number; not needed for queries.
settings-wechat-sub_mchid = Sub-merchant number
    .help = Only for service-provider accounts.
settings-wechat-serial = Merchant certificate serial
    .help = Shown under API security in the merchant platform.
settings-wechat-public_key_id = WeChat Pay public key ID
    .help = Starts with PUB_KEY_ID_; proves that answers come from WeChat.
settings-wechat-base_url = Main line
    .help = Rarely needs changing.
settings-wechat-backup_url = Backup line
    .help = Used when the main line is down; rarely needs changing.

settings-health = Health checks
settings-health-enabled = Check by itself
    .help = Looks now and then whether network and providers work.
settings-health-interval_s = Check every (seconds)
    .help = 5 to 600; 20 is fine.
settings-health-timeout_s = Wait at most (seconds)
    .help = Longer counts as down; 1 to 30.
settings-health-internet_hosts = Sites that prove the internet works
    .help = Asked only when no provider answers; written as host:port.
settings-health-alipay_url = Alipay line
    .help = Rarely needs changing.

settings-guidance = Finding the cause
settings-guidance-learn = Learn from this store
    .help = Causes that were confirmed here often count as likelier, within limits. When off, the playbook’s own figures hold again from the next start.

settings-access = Permissions
settings-access-reverse_needs_pin = Reversing asks for the manager’s PIN
    .help = Better left on.
settings-access-manager_needs_pin = Ask for the PIN before the manager’s window
    .help = Only where a PIN was chosen.

settings-startup = Start-up
settings-startup-autostart = Open when the computer starts
    .help = Opens Cashier Assistant after log-in.

settings-retention = How long records are kept
settings-retention-texts_days = What the register showed (days)
    .help = 7 to 730, counted from the end of the case. Whatever speaks of a customer’s credit goes at the end of the case already. Damaged or replaced record files are kept as long.
settings-retention-notes_days = Hand-over notes (days)
    .help = 30 to 1825, counted from the end of the shift.
settings-retention-records_days = Cases, shifts and changes (days)
    .help = 90 to 3650. What is older is taken away by whole shifts; the chain of records can still be followed.
settings-retention-logs_days = Technical logs (days)
    .help = 3 to 365. Logs hold no payment code and no order number.

## The form
settings-general = General
settings-pins = PINs
settings-line = Change what you need, then save. What is not saved yet is marked.
settings-on = On
settings-off = Off
settings-default = Default
settings-changed = Changed
settings-changed-restart = Changed · from the next start
settings-held = Set by the environment
settings-group-changed = { $count ->
    [one] 1 changed
   *[other] { $count } changed
}
settings-group-wrong = { $count } to mend
settings-save = Save
settings-undo = Undo
settings-bar-unsaved = { $count ->
    [one] 1 change is not saved yet
   *[other] { $count } changes are not saved yet
}
settings-bar-wrong = { $count ->
    [one] 1 entry cannot be kept; mend it first
   *[other] { $count } entries cannot be kept; mend them first
}
settings-and = ,{" "}
settings-after_restart = From the next start: { $names }
settings-wrong-switch = Choose on or off.
settings-wrong-choice = Choose one of those listed.
settings-wrong-whole = Write a whole number from { $low } to { $high }.
settings-wrong-number = Write a number from { $low } to { $high }.
settings-wrong-text = Too long, or with characters that cannot be printed.
settings-wrong-digits = Digits only, 32 at most.
settings-wrong-name = Letters, digits and _ only, 64 at most.
settings-wrong-url = Write an address that begins with https://, without anything after a question mark.
settings-wrong-hosts = Write name:port, as www.qq.com:443; 8 at most, with commas between.
settings-wrong-missing = Needed while order queries are on.
settings-said-saved = Saved
settings-said-key = The key is in the vault
settings-said-key_gone = The key is deleted
settings-said-pin = The PIN is set
settings-said-pin_file = The PIN is set. This computer has no keyring, so it is kept less safely.
settings-key-wechat-private_key = Merchant’s API private key
settings-key-wechat-platform_public_key = WeChat Pay public key
settings-key-none = None yet
settings-key-stored = Stored, ends with { $tail }
settings-key-paste = Paste
settings-key-file = Choose a file
settings-key-remove = Delete
settings-keys-empty = Clear the old keys, begin anew
settings-try_link = Try it
settings-try_alarm = Send a test message
settings-trying = Asking the payment platform…
settings-tried = { $name }: { $state }
settings-mend-gateway = Check cable and router; if other sites fail too, call the internet provider.
settings-mend-clock = Set the computer’s date and time to automatic.
settings-mend-certificate = Check that serial, public key ID and both keys belong to the same merchant number.
settings-mend-merchant = See in the merchant platform whether this merchant number may use the interface.
settings-mend-internet = Check cable and router.
settings-mend-dns = Set the router’s DNS to automatic.
settings-mend-tls = See whether a log-in page, a proxy or a safety tool is in the way.
settings-mend-version = Update Cashier Assistant.
settings-cameras = Cameras plugged in
settings-cameras-looking = Looking…
settings-cameras-none = None found. Plug one in and look again; everything else works without.
settings-cameras-again = Look again
settings-camera-try = See its picture
settings-camera-stop = Close the picture
settings-camera-live = The picture is fine
settings-pin-manager = Manager’s PIN
    .hint = Asked for reversals, settings and reports. 4 to 12 digits.
settings-pin-it = IT’s PIN
    .hint = For those who install and maintain: settings and keys, no reports.
settings-pin-current_manager = Present PIN
settings-pin-current_it = The manager’s PIN, or IT’s present one
settings-pin-new = New PIN
settings-pin-again = New PIN once more
settings-pin-choose = Set the PIN
settings-pin-change = Change the PIN
settings-pin-differ = The two are not the same.

## The shop's own codes
settings-own_codes = The shop’s own codes
owncodes-hint = Codes on display, once registered, are checked each day at opening, so that a swapped one is noticed. Only a mark is kept, never what a code says.
owncodes-none = None is registered yet.
owncodes-one = { $number }. { $kind }
owncodes-forget = Forget it
    .sure = The opening check will not look for it any more.
owncodes-register = Register a code
    .hint = Hold a code that is on display before the camera, for a moment.
owncodes-looking = No shop code in sight yet.
owncodes-found = In sight: { $kind }
owncodes-keep = Register this code
owncodes-show_again = The registered codes have just changed; show it once more, please.
owncodes-said-kept = Registered
owncodes-said-kept_file = Registered. This computer has no keyring, so it is kept less safely.
owncodes-said-gone = Forgotten
owncodes-check = Opening check
    .hint = Hold every code on display before the camera for a moment; it is compared with the registered ones.
owncodes-show = Show a code on display
    .do = { $left } still to be seen.
owncodes-strange = Not registered: { $kind }
    .do = Take it down so that nobody scans it, and tell the manager now. Take a photo, then check the other codes.
owncodes-done = All as registered
    .do = Ready to open.
owncodes-same = { $code }: as registered
owncodes-not_yet = { $code }: not seen yet
owncodes-close = Close
owncodes-due = Opening check not done today
    .do = Show the codes on display to the camera

## Guided set-up
setup-window = Guided set-up
setup-place = Step { $number } of { $count }. Each can be skipped; the till goes on as usual.
setup-back = Back
setup-skip = Skip
setup-next = Next
setup-finish = Start
setup-leave = Later
setup-language = Which language?
    .hint = The menu changes it at any time.
setup-camera = Which camera looks at codes?
    .hint = Choose one and see whether its picture is right. Without a camera, skip this.
setup-own_code = Register the shop’s own code
    .hint = Once registered, it is checked each day at opening, so that a swapped one is noticed.
setup-pin = Choose a manager’s PIN
    .hint = 4 to 12 digits. Asked for reversals, settings and reports; without one they are open to all.
setup-link = Ask the payment platform by itself?
    .hint = Needs a WeChat Pay merchant number and its keys. Works without: the cashier looks at phone and register. Keys are encrypted on this computer and never shown again.
setup-alarms = Who gets a message when something breaks?
    .hint = May be left empty.
setup-autostart = Open when the computer starts?
    .hint = Best for a till: ready before the first customer comes.
setup-ready = Ready
    .first = When a payment fails, press F9
    .hint = Or tap “Payment failed” at the foot of the window. All of this can be changed later under Manager, Settings.
