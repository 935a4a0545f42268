### The lights: names, states, what was found and what to do about it.
health-state-ok = Fine
health-state-warn = Shaky
health-state-fail = Down
health-state-unknown = Not checked

health-name-internet = Internet
health-name-dns = Finding the provider
health-name-tls = Secure connection
health-name-gateway-wechat = Line to WeChat
health-name-gateway-wechat_backup = Backup line to WeChat
health-name-gateway-alipay = Line to Alipay
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
health-recovering = Just back, making sure
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
health-tcp-cut = The network is down
    .more = There is no route to { $host }
    .do = Check cable, Wi-Fi and router; a phone hotspot will do for now.
health-tls-timeout = Securing the connection timed out
    .more = The TLS handshake with { $host } did not finish
    .do = Check firewall, traffic control and proxy settings.
health-tls-certificate = Blocked on the way, or a login is wanted
    .more = { $host } showed a certificate that is not trusted
    .do = See whether a network login page is waiting; switch off proxies and “safe browsing” tools.
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
    .do = It is checked again by itself; if it stays like this, check the network equipment.
health-http = The other side’s server has an error
    .more = { $host } answered HTTP { $code }
    .do = Not the shop’s fault, nothing to do; it is being checked again.

health-first_byte-late = The other side answers very slowly
    .more = { $host } took the connection; still waiting for its answer
    .do = Nothing yet; it is being checked again.
health-lossy = The network comes and goes
    .more = About { $percent } % are lost
    .do = Check cable and Wi-Fi signal; if it stays like this, call the internet provider.
health-internet-intercepted = A login is wanted, or something blocks the way
    .do = See whether a network login page is waiting; switch off proxies and try again.
health-internet-no_route = The computer is not connected to a network
    .do = Check the cable or the Wi-Fi connection.
health-internet-no_names = No address can be looked up
    .do = Check cable and router; restart the router and try again.
health-internet-nothing = No internet
    .do = Check cable and router; a phone hotspot will do for now.

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
health-certificate-peer_soon = The other side’s certificate expires soon
    .more = { $days } days left
    .do = They will replace it; if it stays like this after that day, check the computer clock.
health-certificate-peer_expired = The other side’s certificate has expired
    .more = Expired { $days } days ago
    .do = Check the computer’s date first; if it is right, only they can fix it.
health-certificate-merchant_soon = The merchant certificate expires soon
    .more = { $days } days left
    .do = Ask the store’s technician to replace the API certificate in the merchant platform.
health-certificate-merchant_expired = The merchant certificate has expired
    .more = Expired { $days } days ago
    .do = Ask the store’s technician to replace the API certificate in the merchant platform.

health-version-ok = Recent enough
    .more = This is { $current }
health-version-old = Too old
    .more = This is { $current }; at least { $least } is needed
    .do = Please update Cashier Assistant.

health-merchant-ok = Enabled
health-merchant-warn = Something needs a look
    .do = Ask the store’s technician to look in the merchant platform.
health-merchant-fail = Not enabled, or restricted
    .do = Ask the store’s technician to enable it or appeal in the merchant platform.

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
health-learnt-register = Register
health-learnt-nothing = Not seen
health-learnt-unused = Not used

### Whether the merchant account is ready: what was found, and what to do.
readiness-credentials-ok = keys and signatures are right
readiness-credentials-warn = something about keys or signatures needs a look
    .do = Ask the store’s technician to check merchant number, AppID, private key and the provider’s public key in the settings.
readiness-credentials-fail = a key or signature is wrong
    .do = Ask the store’s technician to check merchant number, AppID, private key and the provider’s public key in the settings.
readiness-credentials-unknown = not known, no answer this time
    .do = Look at the network and the provider first, then check again.
readiness-product-ok = permission to query is enabled
readiness-product-warn = the provider does not accept such requests
    .do = Ask the technician to check merchant number and AppID; if it stays like this, update the assistant.
readiness-product-fail = no permission to query, or the app is not online
    .do = Check in the merchant platform that payment by code (当面付 at Alipay) is enabled; if a service provider set it up, ask them.
readiness-product-unknown = not known, no answer this time
    .do = Look at keys, network and provider first, then check again.
readiness-restriction-ok = paid recently, so not restricted
readiness-restriction-warn = two payments refused because the merchant is restricted
    .do = The manager looks in the merchant platform for a notice of restriction.
readiness-restriction-fail = several payments in a row refused because the merchant is restricted
    .do = The manager reads the notice in the merchant platform now and appeals; until then, customers pay another way.
readiness-restriction-unknown = the provider does not say, and no recent payment shows it
    .do = The manager glances at the notices in the merchant platform; the next payment that goes through updates this by itself.
readiness-credit-ok = Fenfu went through recently
readiness-credit-warn = Fenfu was refused twice, as if the shop may not take it
    .do = The manager checks in the merchant platform whether Fenfu and credit cards are off; the technician checks whether the till forbids credit cards.
readiness-credit-fail = Fenfu was refused several times in a row: the shop cannot take it
    .do = The manager switches Fenfu and credit cards on in the merchant platform, or the till’s maker removes limit_pay=no_credit; until then customers pay another way.
readiness-credit-unknown = the provider does not say, and no recent Fenfu payment shows it
    .do = The manager checks in the merchant platform that Fenfu and credit cards are on; the next Fenfu payment that goes through updates this by itself.
readiness-code_product-warn = a customer scanned a code that Fenfu cannot use
    .do = For Fenfu, scan the payment code on the customer’s phone; don’t let the customer scan the shop’s code.
readiness-code_product-unknown = not known which kind of code the shop shows to customers
    .do = Ask the till’s maker whether it is Native or H5: Fenfu cannot use these. Scanning the customer’s payment code is not affected.
readiness-last_success-ok = { $days ->
        [0] went through within a day
        [1] went through a day ago
       *[other] went through { $days } days ago
    }
readiness-last_success-unknown = no success on record in the last week
    .do = Nothing to do: the first that goes through shows it.
readiness-certificate-ok = good for { $days } days
readiness-certificate-month = expires within a month, { $days } days left
    .do = Ask the store’s technician to renew it in the merchant platform in the next few days.
readiness-certificate-fortnight = expires within two weeks, { $days } days left
    .do = Ask the store’s technician to renew it this week, not on the last day.
readiness-certificate-week = expires very soon, { $days } days left
    .do = Ask the store’s technician to renew it today; afterwards queries and reverses will fail.
readiness-certificate-expired = expired { $days } days ago
    .do = Ask the store’s technician to renew it at once; until then look orders up on the register and in the merchant app.
readiness-certificate-unknown = no merchant certificate was stored, so its end is not known
    .do = Ask the store’s technician to look up the date in the merchant platform, or put the certificate into the settings.
