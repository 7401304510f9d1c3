/** Result of a task without an entry in `results`. */
export const defaultResult = [
  '## {title}',
  '',
  '{description}',
  '',
  '| Check | Count | Notes |',
  '| --- | ---: | --- |',
  '| Items reviewed | 14 | All items of the task |',
  '| Open issues | 2 | Both are minor and have a ticket |',
  '',
  'Next: start the tasks that depend on `{key}`.',
].join('\n')

const table = (head: readonly string[], ...rows: (readonly string[])[]): string =>
  [head, head.map((_, at) => (at === 1 ? '---:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const report = (...parts: string[]): string => ['## {title}', ...parts].join('\n\n')

/** Results by task key. */
export const results: Readonly<Record<string, string>> = {
  interviews: report(
    'Eight customers who cancelled between January and March, 30 minutes each.',
    table(
      ['Reason', 'Customers', 'Quote'],
      ['Checkout too long', '5', '“I entered my address three times.”'],
      ['No self-service returns', '2', '“I had to call for every parcel.”'],
      ['Price', '1', '“The roastery next door is cheaper.”'],
    ),
    'Recommendation: shorten the checkout before adding features to the search.',
  ),
  logs: report(
    '1.2 million queries from January to March. 11 % returned no product.',
    table(
      ['Query', 'Searches', 'Results'],
      ['decaf beans', '14,210', '0'],
      ['espresso cups', '9,874', '2'],
      ['gift card', '7,655', '0'],
    ),
    'Typing errors cause 38 % of the empty results.',
  ),
  brief: report(
    'Goal: raise the checkout conversion from 61 % to 68 % by the end of June.',
    '1. Checkout on one page, with saved addresses\n2. Self-service returns\n3. Suggestions for searches without results',
    'Out of scope: gift cards, loyalty points and a new payment provider.',
  ),
  'rate-limits': report(
    'The client now limits itself to 45 requests per second and respects `Retry-After`.',
    table(
      ['Case', 'Requests', 'Outcome'],
      ['Normal load', '3,000', 'No throttled requests'],
      ['Burst of 200 per second', '2,000', '180 delayed, none failed'],
      ['Response 429 with Retry-After 60', '50', 'All succeeded after one retry'],
    ),
    'Open: the provider has no limit for refunds in its documentation. Support ticket 48213.',
  ),
  'checkout-page': report(
    'The checkout has one page instead of four. The primary button stays within reach of the thumb.',
    table(
      ['Check', 'Result', 'Notes'],
      ['Keyboard only', 'Pass', 'Order placed in 14 keystrokes after the address'],
      ['320 px wide', 'Pass', 'No horizontal scrolling'],
      ['Largest Contentful Paint', '1.4 s', 'Target: 2.0 s'],
    ),
    'Open: Apple Pay needs the production certificate.',
  ),
  'api-tests': report(
    '142 tests for orders and returns, run against staging in 3 min 20 s.',
    table(
      ['Suite', 'Tests', 'Result'],
      ['Orders', '84', 'Passed'],
      ['Returns', '51', 'Passed'],
      ['Rate limits', '7', 'Passed after one rerun'],
    ),
  ),
  collect: report(
    'Northwind sent 9 of 11 documents.',
    table(
      ['Document', 'Pages', 'Status'],
      ['Signed order form', '4', 'Received'],
      ['Data processing agreement', '12', 'Received, without the annex'],
      ['User list', '1', 'Missing: two email addresses'],
    ),
  ),
  numbers: report(
    'Sales from January to March, from the accounting export of April 2.',
    table(
      ['Channel', 'Revenue', 'Change from last year'],
      ['Online shop', '412,300 EUR', '+9 %'],
      ['Subscriptions', '188,150 EUR', '+22 %'],
      ['Retail partners', '96,400 EUR', '−4 %'],
    ),
    'Retail partners: the March invoices of two partners are estimates.',
  ),
  text: report(
    'Revenue grew by 10 % to 696,850 EUR. Subscriptions contributed more than half of the growth.',
    'Returns fell from 4.1 % to 3.6 % after the size guide went live in February.',
    'Outlook: the spring release should reduce abandoned checkouts from April.',
  ),
  traffic: report(
    'Based on the Black Friday traffic of last year, plus 30 %.',
    table(
      ['Minute', 'Requests per second', 'Share of checkouts'],
      ['0 to 10', '200', '6 %'],
      ['10 to 60', '120', '9 %'],
      ['60 to 180', '80', '11 %'],
    ),
  ),
}
