### Alarms: one sentence names what is broken. Messages to the chat too; no customer, no order.

## What is broken
alarm-health-internet = The shop is offline
alarm-health-dns = The providers’ addresses cannot be found
alarm-health-tls = Secure connections fail: blocked on the way, or a login is wanted
alarm-health-gateway-wechat = WeChat Pay is out of reach
alarm-health-gateway-wechat_backup = The backup line to WeChat Pay is down
alarm-health-gateway-alipay = Alipay is out of reach
alarm-health-clock = This computer’s clock is wrong
alarm-health-certificate = A certificate or key cannot be used
alarm-health-certificate_soon = The merchant certificate expires soon
alarm-health-merchant-wechat = The WeChat merchant account cannot take payments
alarm-health-merchant-fenfu = The shop cannot take Fenfu
alarm-health-merchant-alipay = The Alipay merchant account cannot take payments
alarm-health-version = Cashier Assistant is too old
alarm-chain-code_shown = Something is wrong with the shop’s own code
alarm-chain-code_read = The scanner cannot read codes
alarm-chain-limit_check = The terms check does not work
alarm-chain-risk_decision = The safety check does not work
alarm-chain-booking = The register and the provider disagree about payments
alarm-chain-callback = Customers pay, but the register does not hear of it
alarm-burst-merchant = Several payments failed in a row, probably the merchant settings
alarm-burst-network = Several payments failed in a row, probably the network
alarm-burst-provider = Several payments failed in a row, probably the provider
alarm-burst-any = Several payments failed in a row, reason not known yet

## In the window
alarm-since = since { $time }
alarm-since-touches = since { $time } · affects { $methods }
alarm-since-many = since { $time } · affects { $count } methods
alarm-silenced = no reminders
alarm-between = {", "}
alarm-action-silence = No reminders for 30 min
alarm-action-take = I’ll see to it, stop reminding
alarm-more = { $count ->
    [one] 1 more alarm in the manager’s window
   *[other] { $count } more alarms in the manager’s window
}

## Desktop notifications and chat messages
alarm-title-raised = [Cashier Assistant] { $sentence }
alarm-title-reminder = [Cashier Assistant] Still: { $sentence }
alarm-title-cleared = [Cashier Assistant] Over: { $sentence }
alarm-title-lost = [Cashier Assistant] No longer checked: { $sentence }
alarm-title-test = [Cashier Assistant] A test
alarm-line-where = { $shop } · till { $till }
alarm-line-till = Till { $till }
alarm-line-since = Since { $time }
alarm-line-reminder = For { $minutes } min now
alarm-line-cleared = It took { $minutes } min
alarm-line-lost = This alarm was closed: the check was switched off or has had no result for a long time. It is not known whether it is fixed
alarm-line-between = {", "}
alarm-line-methods = Affects: { $methods }
alarm-line-first = First: { $step }
alarm-line-test = If you can read this, alarms arrive here.
notice-alarm_sent = Sent to the chat; see whether it is there
