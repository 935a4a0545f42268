### The lights: names, states, what was found and what to do about it.
health-state-ok = Fine
health-state-warn = Shaky
health-state-fail = Down
health-state-unknown = Not checked

health-name-internet = Internet
health-name-dns = Finding platforms (DNS)
health-name-tls = Secure connection
health-name-gateway-wechat = WeChat Pay
health-name-gateway-wechat_backup = WeChat Pay, backup line
health-name-gateway-alipay = Alipay
health-name-clock = Computer clock
health-name-certificate = Certificates
health-name-merchant-wechat = WeChat merchant account
health-name-merchant-fenfu = Fenfu acceptance
health-name-merchant-alipay = Alipay merchant account
health-name-version = Program version

health-not_checked = Not checked
health-needs_nothing = Always works
health-ok = Fine
health-slow = Slower than usual
    .do = Nothing yet. If it stays slow, check the shop’s network.
health-shaky = Shaky a moment ago, being watched
    .do = Nothing yet. It turns green or red by itself in a few minutes.
health-recovering = Just came back, making sure
    .do = Wait for one or two good checks before you rely on it.

health-dns-unknown_name = The address is not known
    .more = { $host } cannot be resolved
    .do = Check the router’s DNS setting; if unsure, set it to automatic.
health-dns-timeout = Looking up the address got no answer
    .more = Resolving { $host } timed out
    .do = Check cable and router; restart the router and try again.
health-dns-cut = Addresses cannot be looked up
    .more = { $host } cannot be resolved
    .do = Check cable and router, and the computer’s DNS setting.
health-tcp-timeout = Connecting timed out
    .more = { $host } does not respond
    .do = Check cable and router; if other sites are slow too, call the internet provider.
health-tcp-refused = The connection was refused
    .more = { $host } refuses connections
    .do = Check whether a firewall or the router blocks this address.
health-tcp-cut = No way through
    .more = There is no route to { $host }
    .do = Check cable, Wi-Fi and router; a phone hotspot helps for now.
health-tls-timeout = Securing the connection timed out
    .more = The TLS handshake with { $host } did not finish
    .do = Check firewall, traffic control and proxy settings.
health-tls-certificate = Blocked on the way, or a log-in is wanted
    .more = { $host } showed a certificate that is not trusted
    .do = See whether a network log-in page is waiting; switch off proxies and “safe browsing” tools.
health-tls-clockish = The computer’s time is probably wrong
    .more = The certificate dates of { $host } do not fit the computer’s time
    .do = Set the computer’s date and time to automatic.
health-tls-cut = The secure connection was cut
    .more = The TLS handshake with { $host } was cut
    .do = Check firewall, traffic control and proxy settings.
health-first_byte-timeout = The other side does not answer
    .more = { $host } took the connection but does not answer
    .do = Probably busy, or packets get lost; it is checked again by itself.
health-first_byte-cut = The connection broke off
    .more = { $host } hung up before answering
    .do = It is checked again by itself; if it stays so, check the network equipment.
health-http = The other side’s server has an error
    .more = { $host } answered HTTP { $code }
    .do = Not the shop’s fault, nothing to do; it is being checked again.

health-first_byte-late = The other side answers very slowly
    .more = { $host } took the connection; still waiting for its answer
    .do = Nothing yet; it is being checked again.
health-lossy = The network comes and goes
    .more = About { $percent } % are lost
    .do = Check cable and Wi-Fi signal; if it stays so, call the internet provider.
health-internet-intercepted = A log-in is wanted, or something blocks the way
    .do = See whether a network log-in page is waiting; switch off proxies and try again.
health-internet-no_route = The computer is not connected to a network
    .do = Check the cable or the Wi-Fi connection.
health-internet-no_names = No address can be looked up
    .do = Check cable and router; restart the router and try again.
health-internet-nothing = No internet
    .do = Check cable and router; a phone hotspot helps for now.

health-clock-ok = The clock is right
    .more = Within { $seconds } s of the servers
health-clock-ahead = The computer clock is ahead
    .more = About { $seconds } s ahead
    .do = Set date and time to automatic; from 5 minutes on WeChat refuses requests.
health-clock-behind = The computer clock is behind
    .more = About { $seconds } s behind
    .do = Set date and time to automatic; from 5 minutes on WeChat refuses requests.
health-clock-tls = The computer’s date is probably wrong
    .do = Set date and time to automatic.

health-certificate-ok = Certificates are valid
    .more = { $days } days left
health-certificate-peer_soon = The other side’s certificate ends soon
    .more = { $days } days left
    .do = They replace it; if it stays so after that day, check the computer clock.
health-certificate-peer_expired = The other side’s certificate has ended
    .more = Ended { $days } days ago
    .do = Check the computer’s date first; if it is right, only they can mend it.
health-certificate-merchant_soon = The merchant certificate ends soon
    .more = { $days } days left
    .do = Ask store IT to replace the API certificate in the merchant platform.
health-certificate-merchant_expired = The merchant certificate has ended
    .more = Ended { $days } days ago
    .do = Ask store IT to replace the API certificate in the merchant platform.

health-version-ok = Recent enough
    .more = This is { $current }
health-version-old = Too old
    .more = This is { $current }; at least { $least } is needed
    .do = Please update Cashier Assistant.

health-merchant-ok = Enabled
health-merchant-warn = Something needs a look
    .do = Ask store IT to look in the merchant platform.
health-merchant-fail = Not enabled, or restricted
    .do = Ask store IT to enable it or appeal in the merchant platform.

# Customers can see the dock: no word of limits or risk, neutral names only.
health-chain-code_shown = Code shown
health-chain-code_read = Code read
health-chain-limit_check = Terms check
health-chain-risk_decision = Safety check
health-chain-booking = Booked
health-chain-callback = Receipt
# How it is known: one word below each link of the picture.
health-learnt-picture = Camera
health-learnt-order = Query
health-learnt-answer = Answer
health-learnt-light = Probe
health-learnt-register = Till
health-learnt-nothing = Not seen
health-learnt-unused = Not used

### Whether the merchant account is ready: what was found, and what to do.
readiness-credentials-ok = keys and signatures are right
readiness-credentials-warn = something about keys or signatures needs a look
    .do = Have the store’s technician compare merchant number, AppID, private key and the provider’s public key in the settings.
readiness-credentials-fail = a key or signature is wrong
    .do = Have the store’s technician compare merchant number, AppID, private key and the provider’s public key in the settings.
readiness-credentials-unknown = not known, no answer this time
    .do = Look at the network and the provider first, then check again.
readiness-product-ok = the right to ask is open
readiness-product-warn = the provider does not accept such requests
    .do = Have the technician compare merchant number and AppID; if it stays so, update the assistant.
readiness-product-fail = no right to ask, or the app is not online
    .do = In the merchant platform, see that payment by code (当面付 at Alipay) is open; if a service provider set it up, ask them.
readiness-product-unknown = not known, no answer this time
    .do = Look at keys, network and provider first, then check again.
readiness-restriction-ok = paid recently, so not restricted
readiness-restriction-warn = two payments refused because the merchant is restricted
    .do = The manager looks in the merchant platform for a notice of restriction.
readiness-restriction-fail = several payments in a row refused because the merchant is restricted
    .do = The manager reads the notice in the merchant platform at once and appeals; until then customers pay another way.
readiness-restriction-unknown = the platform does not tell, and no recent payment shows it
    .do = The manager glances at the notices in the merchant platform; the next payment that goes through changes this by itself.
readiness-credit-ok = 分付 went through recently
readiness-credit-warn = 分付 was refused twice, as if the shop may not take it
    .do = The manager looks in the merchant platform whether taking credit is closed, or the till forbids credit cards.
readiness-credit-fail = 分付 was refused several times in a row: the shop cannot take it
    .do = The manager opens taking credit in the merchant platform, or the till’s maker lifts limit_pay=no_credit; until then customers pay another way.
readiness-credit-unknown = the platform does not tell, and no recent 分付 payment shows it
    .do = The manager looks in the merchant platform whether taking credit is open; the next 分付 payment that goes through changes this by itself.
readiness-code_product-warn = a customer scanned a code that 分付 cannot use
    .do = For 分付, scan the payment code on the customer’s phone; don’t let the customer scan the shop’s code.
readiness-code_product-unknown = not known which kind of code the shop shows to customers
    .do = Ask the till’s maker whether it is Native or H5: 分付 cannot use these. Scanning the customer’s payment code is not affected.
readiness-last_success-ok = { $days ->
        [0] went through within a day
        [1] went through a day ago
       *[other] went through { $days } days ago
    }
readiness-last_success-unknown = no success on record in the last week
    .do = Nothing to do: the first that goes through shows it.
readiness-certificate-ok = good for { $days } days
readiness-certificate-month = ends within a month, { $days } days left
    .do = Have the store’s technician renew it in the merchant platform in the next days.
readiness-certificate-fortnight = ends within two weeks, { $days } days left
    .do = Have the store’s technician renew it this week, not on the last day.
readiness-certificate-week = ends very soon, { $days } days left
    .do = Have the store’s technician renew it today; afterwards queries and reverses will fail.
readiness-certificate-expired = ended { $days } days ago
    .do = Have the store’s technician renew it at once; until then look orders up on the register and in the merchant app.
readiness-certificate-unknown = no merchant certificate was stored, so its end is not known
    .do = Have the store’s technician look up the date in the merchant platform, or put the certificate into the settings.
