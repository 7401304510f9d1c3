import type { Draft } from './requests.ts'
import { below, chance, pick, type Random } from './values.ts'

const megabyte = 1024 * 1024
const nul = String.fromCharCode(0)
const loneHalf = String.fromCharCode(0xd800)
const oddTexts = [
  ...[
    '',
    ' ',
    nul,
    `a${nul}b`,
    loneHalf,
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    '-1',
    '1e309',
  ],
  ...[
    '../../etc/passwd',
    '%2e%2e%2f',
    '{{7*7}}',
    "' OR 1=1 --",
    '<script>',
    '\r\nX-Evil: 1',
    '\u202egnp.exe',
  ],
  ...['é'.normalize('NFD'), '\ufeff', '👨‍👩‍👧‍👦', 'ﬀ', 'İ', 'run_nothing', '{}', '[]', 'x'.repeat(10_000)],
]
const oddNumbers = [
  -1,
  -0,
  0.1,
  1.5,
  1e12,
  1e15,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  1e21,
  1e308,
  5e-324,
  275_761,
]
const dates = [
  '275760-09-13T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-03-29T02:30:00',
  '+099999',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
]

const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function oddValue(random: Random): unknown {
  return pick<() => unknown>(
    random,
    [
      () => pick(random, oddTexts, ''),
      () => pick(random, oddNumbers, 0),
      () => pick(random, dates, ''),
      () => pick<unknown>(random, [null, true, false, [], {}, [null], { '': '' }], null),
      () => nested(below(random, 100)),
      () => Array.from({ length: below(random, 300) }, () => 'a'),
    ],
    () => null,
  )()
}

/** A copy with one changed, removed or added node. */
function changeInside(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || chance(random, 0.25)) return oddValue(random)
  if (Array.isArray(value)) {
    if (value.length === 0) return [oddValue(random)]
    const at = below(random, value.length)
    if (chance(random, 0.2)) return [...value, ...value]
    return value.map((item: unknown, index) => (index === at ? changeInside(item, random) : item))
  }
  const entries = Object.entries(value)
  const at = below(random, entries.length)
  if (entries.length === 0 || chance(random, 0.15))
    return { ...value, [pick(random, oddTexts, 'odd')]: oddValue(random) }
  if (chance(random, 0.15)) return Object.fromEntries(entries.filter((_, index) => index !== at))
  return Object.fromEntries(
    entries.map(
      ([name, field], index) => [name, index === at ? changeInside(field, random) : field] as const,
    ),
  )
}

/** A change in the text of a JSON body. */
function changeText(text: string, random: Random): Buffer {
  const at = below(random, text.length + 1)
  const head = text.slice(0, at)
  const rest = text.slice(at)
  const name = pick(random, ['__proto__', 'constructor', 'a', 'title'], 'a')
  return pick<() => Buffer>(
    random,
    [
      () => Buffer.from(head),
      () => Buffer.from(`${head},${rest}`),
      () => Buffer.from(`\ufeff${text}`),
      () => Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(rest)]),
      () => Buffer.from(text.replace('{', `{"${name}":1,"${name}":{"x":1},`)),
      () =>
        Buffer.from(
          text.replace(/\d+/, pick(random, ['1e309', '-0', 'NaN', '1'.repeat(400), '0x10', '01'], '1')),
        ),
      () => Buffer.from(`${'['.repeat(50_000)}${text}`),
      () => Buffer.from(text.replace(/"[^"]*"/, '"\\ud800"')),
      () => Buffer.from(`${text}${text}`),
      () => Buffer.alloc(0),
    ],
    () => Buffer.alloc(0),
  )()
}

const types = [
  ...[
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
  ],
  ...['application/json;charset=utf-8', 'APPLICATION/JSON', 'application/xml', '*/*', 'json', ''],
]
const oddHeaders: readonly (readonly [string, string])[] = [
  ['Idempotency-Key', 'k'],
  ['Idempotency-Key', 'k'.repeat(300)],
  ['Prefer', 'wait=0'],
  ['Prefer', 'wait=,,=;'],
  ['Content-Encoding', 'gzip'],
  ['Content-Disposition', 'attachment; filename="../x"'],
  ['Accept', 'text/html;q=x'],
  ['Range', 'bytes=0-1,-5'],
  ['If-None-Match', '*'],
  ['Origin', 'https://evil.example'],
  ['Host', 'evil.example'],
  ['Last-Event-ID', '-1e9'],
  ['Expect', '100-continue'],
  ['Expect', 'nothing'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['Cookie', 'a=b; __proto__=1'],
  ['X-Long', 'x'.repeat(9000)],
]

const mutations: readonly ((draft: Draft, random: Random) => void)[] = [
  ...Array.from({ length: 5 }, () => (draft: Draft, random: Random) => {
    if (draft.value !== undefined) draft.value = changeInside(draft.value, random)
  }),
  (draft, random) => {
    if (draft.value !== undefined) draft.raw = changeText(JSON.stringify(draft.value), random)
  },
  (draft, random) => {
    const names = [...draft.inPath.keys()]
    if (names.length > 0) draft.inPath.set(pick(random, names, ''), pick(random, oddTexts, ''))
  },
  (draft, random) => {
    if (draft.query.length === 0) return
    const at = below(random, draft.query.length)
    const odd = String(pick<unknown>(random, [...oddTexts, ...oddNumbers, ...dates], ''))
    draft.query = draft.query.map(([name, text], index) => [name, index === at ? odd : text])
  },
  (draft, random) => {
    const name = pick(
      random,
      ['limit', 'before', 'a[b][c]', '__proto__[x]', 'constructor', 'limit[]', ''],
      '',
    )
    draft.query = [...draft.query, ...draft.query, [name, pick(random, oddTexts, '')]]
  },
  (draft, random) => {
    draft.headers.push(['Content-Type', pick(random, types, '')])
    draft.value ??= {}
  },
  (draft, random) => {
    const [name, text] = pick(random, oddHeaders, ['X', 'y'])
    draft.headers.push([name, text])
  },
  (draft, random) => {
    if (chance(random, 0.2)) draft.headers = draft.headers.filter(([name]) => name !== 'Authorization')
  },
  (draft, random) => {
    if (chance(random, 0.3))
      draft.method = pick(random, ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'], 'GET')
  },
  (draft, random) => {
    if (chance(random, 0.05)) draft.raw = Buffer.alloc(megabyte + 1 + below(random, megabyte), 0x20)
  },
]

/** Adds one to three violations of the description. */
export function mutate(draft: Draft, random: Random): void {
  for (let left = 1 + below(random, 3); left > 0; left -= 1) pick(random, mutations, () => {})(draft, random)
}
