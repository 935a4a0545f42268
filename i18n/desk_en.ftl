### The sentence at the top of the dock
head-starting = Checking
head-ready = Ready to take payment
head-methods_all_fine = All { $all } methods are fine
head-methods_fine = { $known ->
    [0] No method has been checked yet
   *[other] { $known } of { $all } methods are fine
}
head-offline = The shop is offline, take cash
head-offline-detail = The card terminal may work if it has a line of its own
head-method_down = { $method } is down, use { $good } first
head-method_shaky = { $method } is shaky, use { $good } first
head-method_down_all = Phone payments are down, take cash
head-method_shaky_all = Phone payments are shaky, go slowly
### Notices
notice-paid_twice = The customer paid another way (¥{ $amount }), and now the first payment went through as well. Please refund one of them.
### The three lines under the lock
timeline-sent = The register sent the charge
timeline-asking = Asking the provider about this payment
timeline-clerk_looks = Look for it on the register or in the merchant app
timeline-customer_confirms = The customer is confirming on the phone
timeline-provider_said = The provider said: { $state }
timeline-reverse_then_check = No answer: reverse it, then make sure nothing was charged
timeline-look_then_open = Another way only after you saw that it was not paid
order_state-paid = paid
order_state-paying = the customer is paying
order_state-not_paid = not paid yet
order_state-failed = did not go through
order_state-reversed = reversed
order_state-closed = closed
order_state-refunded = refunded
order_state-not_found = no such order yet
