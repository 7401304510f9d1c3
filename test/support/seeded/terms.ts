const clauses = [
  'These terms apply to all orders from consumers in the European Union that are placed in the online shop, by telephone or by email.',
  'The prices in the shop include value-added tax. Shipping costs are shown before the order is placed and listed separately on the invoice.',
  'An order is binding when the shop confirms the order by email. The confirmation contains the items, the price and the delivery address.',
  'The shop delivers within five working days after the confirmation. For fresh roasts, the delivery date is the next roasting day.',
  'Customers may return products within 30 days after delivery, in the original packaging. The shop pays the return shipping within the European Union.',
  'Opened coffee, tea and cocoa cannot be returned for reasons of hygiene, unless the product is damaged or does not match the order.',
  'Products made to the specifications of a customer, such as printed gift boxes, cannot be returned.',
  'The shop refunds the price and the standard shipping costs within 14 days after the return arrives, with the payment method of the order.',
  'Customers report visible transport damage within seven days after delivery. A photo of the parcel and the product is sufficient.',
  'The statutory warranty of two years applies to all machines and accessories. Wear parts such as seals and filters are excluded.',
  'Subscriptions renew each month. Customers may pause or cancel a subscription until three days before the next delivery.',
  'The shop announces price changes of a subscription six weeks in advance. Customers may then cancel the subscription without notice.',
  'Vouchers are valid for three years from the end of the year of purchase and cannot be exchanged for cash.',
  'Accepted payment methods are credit card, bank transfer, direct debit and invoice. The shop may exclude a method after a failed payment.',
  'Invoices are due within 14 days. After the second reminder, the shop charges a fee of 3.50 EUR and default interest at the statutory rate.',
  'Ownership of the products passes to the customer after complete payment of the invoice.',
  'The shop stores personal data only for orders, invoices and support requests, and deletes the data after the statutory retention period.',
  'Order data is shared only with the payment provider and the shipping company. Both process the data within the European Union.',
  'The newsletter requires a separate consent. Every issue contains a link to unsubscribe.',
  'Reviews of products are published after an automated check. The shop removes reviews with insults, advertising or personal data.',
  'The shop is liable without limit for intent and gross negligence, and for injury to life, body or health.',
  'For slight negligence, liability is limited to essential obligations of the contract and to foreseeable damage.',
  'Consumers may contact the dispute resolution body of their country. The shop is not obliged to take part in a dispute resolution procedure.',
  'If a clause is invalid, the remaining clauses stay in force. The statutory provision replaces the invalid clause.',
]

/** Terms of service: a long text for a gate. */
export const terms = clauses.map((clause, at) => `${at + 1}. ${clause}`).join('\n')
